/** Numbers in texts, in a real VS Code over real namespaces. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { choosing, hoverAt, listen, opened, untilTask } from "./hold.ts";

describe("numbers in texts", () => {
  const specimens: Specimen[] = [];
  let use: Extension;
  let space = "";
  let hostNumber = 0;

  before(async () => {
    use = await opened();
    const specimen = await unshareSpecimen({});
    specimens.push(specimen);
    hostNumber = specimen.numbers[0];
    space = (await untilTask(use, hostNumber)).member;
  });
  after(() => endSpecimens(specimens));
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  const open = async (content: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
    await vscode.window.showTextDocument(document);
    return document;
  };

  it("a hover names the task of the space that a line of the text names", async () => {
    const document = await open(`pspace: space=${space}\n2026/11/26 01:53:24 it\n(node:1) Warning: x\n`);
    const text = await until("the hover knows the task", async () => {
      const said = await hoverAt(document, 2, 6);
      return said.includes("**sleep**") && said;
    });
    assert.match(text, new RegExp(`host:${hostNumber.toString()}`));
    assert.equal(await hoverAt(document, 1, 3), "", "a date is no process");
  });

  it("a choice makes an untitled text's numbers those of a space, and the status item says so", async () => {
    const document = await open("pid 1 is stuck\n");
    await until("the text was looked at", () => use.documents.texts.speakerOf(document));
    assert.equal(use.documents.texts.speakerOf(document)?.is, "unknown");
    assert.match(await hoverAt(document, 0, 4), /Whose number this is nothing says/);
    await use.documents.choices.choose(document.uri, space);
    await until("the choice is followed", async () =>
      (await hoverAt(document, 0, 4)).includes(`host:${hostNumber.toString()}`),
    );
    const name = use.spaces.picture.spaces.get(space)?.name ?? "";
    await until("the status item says so", () => use.documents.status.item.text === `PIDs: of ${name}`);
    assert.equal(use.documents.status.item.detail, "chosen by you");
    await use.documents.choices.choose(document.uri, undefined);
    assert.equal(use.documents.choices.chosen(document.uri), undefined);
  });

  it("one click on the status item changes whose they are, for this text and for good", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pst-chosen-"));
    const uri = vscode.Uri.file(path.join(folder, "app.log"));
    writeFileSync(uri.fsPath, "pid 1 is stuck\n");
    const reference = use.spaces.picture.spaces.get(space)?.reference ?? space;
    try {
      await vscode.window.showTextDocument(uri);
      const { command } = use.documents.status.item;
      assert.ok(command);
      await choosing(reference, () => vscode.commands.executeCommand(command.command));
      await until("the status item says so", () => use.documents.status.item.detail === "chosen by you");
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      const again = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(again);
      await until("it is remembered", async () =>
        (await hoverAt(again, 0, 4)).includes(`host:${hostNumber.toString()}`),
      );
      await choosing("what the text and its place say", () => vscode.commands.executeCommand(command.command));
      assert.equal(use.documents.choices.chosen(uri), undefined);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  async function lensesOf({ uri }: vscode.TextDocument): Promise<readonly vscode.Command[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 50);
    return found.flatMap(({ command }) => command ?? []);
  }

  it("a line above asks whose they are where nothing says it, and tells of an end that was no good one", async () => {
    const unknown = await open("pid 1 is stuck\n");
    const asking = await until("it asks", async () => (await lensesOf(unknown))[0]);
    assert.deepEqual(
      [asking.title, asking.command],
      ["Choose whose process numbers these are…", "pspace.chooseSpeaker"],
    );
    const dying = await unshareSpecimen();
    const [nr] = dying.numbers;
    const name = "sleep";
    await until("the picture has its name", () => use.spaces.picture.taskAt("host", nr)?.name === name);
    const at = new Date(Date.now() + 1_000).toString().slice(0, 24).split(" ");
    const stamp = `${at.slice(0, 3).join(" ")} ${at[4] ?? ""} ${at[3] ?? ""}`;
    const document = await open(`pspace: space=host\n[${stamp}] Killed process ${nr.toString()} (${name})\n`);
    await until("the text is watched", () => use.documents.texts.speakerOf(document)?.is === "known");
    await dying.end();
    const told = await until("its end is told", async () => (await lensesOf(document))[0]);
    assert.match(told.title, new RegExp(`^${name} host:${nr.toString()}: exit \\d+, SIG(?:KILL|TERM)`));
    const ears = listen();
    try {
      await vscode.commands.executeCommand(told.command, ...((told.arguments ?? []) as unknown[]));
      assert.match(ears.heard[0] ?? "", /sleep held the number and ended at .* \(exit \d+, SIG(?:KILL|TERM)\)/);
    } finally {
      ears.stop();
    }
  });

  it("links lead to the task, and highlights show it elsewhere", async () => {
    const document = await open(`pspace: space=${space}\n(node:1) Warning: x\npid 1 is stuck\nroom 1\n`);
    const links = await until("there are links", async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        "vscode.executeLinkProvider",
        document.uri,
      );
      return found.length > 0 && found;
    });
    assert.deepEqual(
      links.map(({ range }) => document.getText(range)),
      ["1", "1"],
    );
    const at = new vscode.Position(1, 6);
    const same = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      "vscode.executeDocumentHighlights",
      document.uri,
      at,
    );
    assert.deepEqual(
      same.map(({ range }) => range.start.line),
      [1, 2],
    );
  });

  it("hints stand beside the numbers when they are wanted", async () => {
    const document = await open(`pspace: space=${space}\n(node:1) Warning: x\n`);
    const settings = vscode.workspace.getConfiguration("pspace");
    const ask = (): Thenable<vscode.InlayHint[]> =>
      vscode.commands.executeCommand("vscode.executeInlayHintProvider", document.uri, new vscode.Range(0, 0, 2, 0));
    assert.deepEqual(await ask(), []);
    await settings.update("inlayHints", "on", vscode.ConfigurationTarget.Global);
    try {
      const [hint] = await until("there is a hint", async () => {
        const hints = await ask();
        return hints.length > 0 && hints;
      });
      assert.equal(hint?.label, `sleep · host ${hostNumber.toString()}`);
    } finally {
      await settings.update("inlayHints", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("an output channel's numbers are alive too", async () => {
    const channel = vscode.window.createOutputChannel("pst texts");
    try {
      channel.appendLine(`pspace: space=${space}`);
      channel.appendLine("pid 1 is stuck");
      channel.show();
      const document = await until("the channel is on the screen", () =>
        vscode.workspace.textDocuments.find(
          ({ uri, lineCount }) => uri.scheme === "output" && uri.path.includes("pst texts") && lineCount > 2,
        ),
      );
      await until("the hover knows the task", async () => (await hoverAt(document, 1, 4)).includes("**sleep**"));
    } finally {
      channel.dispose();
    }
  });

  it("a log is opened in parts, by whole lines, and its numbers are alive", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pspace-parts-"));
    const uri = vscode.Uri.file(path.join(folder, "app.log"));
    writeFileSync(uri.fsPath, "first line\nlast line (pid 1)\n");
    try {
      await use.documents.choices.choose(uri, space);
      await vscode.commands.executeCommand("pspace.openPart", { uri: uri.toString(), number: -1 });
      const part = vscode.window.activeTextEditor?.document;
      assert.ok(part?.uri.scheme === "pspace-part");
      assert.equal(part.getText(), "first line\nlast line (pid 1)\n");
      await until("the hover knows the task", async () =>
        (await hoverAt(part, 1, 15)).includes(`host:${hostNumber.toString()}`),
      );
    } finally {
      await use.documents.choices.choose(uri, undefined);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
