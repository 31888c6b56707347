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
import { opened, untilTask } from "./hold.ts";

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

  async function hoverAt({ uri }: vscode.TextDocument, line: number, column: number): Promise<string> {
    const position = new vscode.Position(line, column);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
    return found.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join("\n");
  }

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
