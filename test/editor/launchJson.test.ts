/** launch.json knows the machine: completion, hover, quick fixes, lenses, and what is wrong, true from moment to moment. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { giveName } from "../../src/commands/nameSpace.ts";
import { endSpecimens, randomName, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { endSessions, untilCounting, untilNothingLeft } from "./debugging.ts";
import { listen, opened, untilTask } from "./hold.ts";
import { Targets } from "./nodes.ts";

describe("launch.json", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(tmpdir(), "pst-launch-"));
  const specimens: Specimen[] = [];
  let use: Extension;
  let editor: vscode.TextEditor;
  /** A space of ours, and its one task's number on the host. */
  let name: string;
  let hostNumber: number;

  before(async () => {
    use = await opened();
  });
  beforeEach(async () => {
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    hostNumber = specimen.numbers[0];
    const task = await untilTask(use, hostNumber);
    name = randomName();
    const space = use.spaces.picture.spaces.get(task.member);
    assert.ok(space);
    assert.equal(await giveName(use.connection, space, name), undefined);
    await use.spaces.refresh();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await endSpecimens(specimens);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Shows a file with one configuration whose text is this; `|` is taken out, and its place returned. */
  async function show(configuration: string, file = "launch.json"): Promise<vscode.Position> {
    const place = path.join(mkdtempSync(path.join(folder, "x")), ".vscode", file);
    mkdirSync(path.dirname(place));
    const list = `{ "configurations": [\n${configuration}\n] }`;
    const text = file === "launch.json" ? list : `{ "launch": ${list} }`;
    writeFileSync(place, text.replace("|", ""));
    const document = await vscode.workspace.openTextDocument(place);
    editor = await vscode.window.showTextDocument(document);
    return document.positionAt(text.indexOf("|"));
  }

  const said = (): readonly string[] =>
    vscode.languages
      .getDiagnostics(editor.document.uri)
      .filter(({ source }) => source === "PID Spaces")
      .map(({ message }) => message);

  async function completions(at: vscode.Position): Promise<readonly string[]> {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      editor.document.uri,
      at,
    );
    return list.items.map(({ insertText }) =>
      typeof insertText === "string" ? insertText : (insertText?.value ?? ""),
    );
  }

  it("completes spaces and tasks, in any field that names a task, also in settings", async () => {
    const cases = [
      ['{ "type": "pspace", "request": "attach", "task": "|" }', "launch.json"],
      ['{ "type": "node", "request": "attach", "processId": "|" }', "launch.json"],
      ['{ "type": "lldb-dap", "request": "attach", "pid": "|" }', "settings.json"],
    ] as const;
    for (const [text, file] of cases) {
      const found = await completions(await show(text, file));
      assert.ok(found.includes(`${name}:`) && found.includes(`${name}:1`), `${text} ${found.slice(0, 9).join(" ")}`);
    }
    const within = await completions(await show(`{ "type": "pspace", "task": "${name}:|" }`));
    assert.ok(within.includes(`${name}:1`) && !within.includes("host:"), within.join(" "));
    const spaces = await completions(await show('{ "type": "pspace", "space": | }'));
    assert.ok(spaces.includes(JSON.stringify(name)), spaces.join(" "));
  });

  it("says what names nobody while it is so, and not of variables", async () => {
    await show(
      `{ "type": "pspace", "task": "${name}:4242" }, { "type": "node", "processId": "\${command:pspace.pickTask}" }`,
    );
    await until("it is said", () => said().length === 1);
    assert.match(said()[0] ?? "", new RegExp(`^There is no task ${name}:4242`));
    const at = editor.document.getText().indexOf("4242");
    const number = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 4));
    await editor.edit((edit) => {
      edit.replace(number, "1");
    });
    await until("it is not said any more", () => said().length === 0);
    await endSpecimens(specimens);
    await until("it is said when the task is gone", () => said().length === 1);
  });

  it("says every name of a task under the pointer", async () => {
    const at = await show(`{ "type": "pspace", "task": "${name}:|1" }`);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      editor.document.uri,
      at,
    );
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    assert.ok(
      text.includes(name) && text.includes(hostNumber.toString()) && text.includes("command:pspace.attach"),
      text,
    );
  });

  it("turns a bare number into the tuples that have it", async () => {
    const at = await show('{ "type": "lldb-dap", "request": "attach", "pid": |1 }');
    const range = new vscode.Range(at, at);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      editor.document.uri,
      range,
    );
    const ours = actions.find(({ title }) => title.startsWith(`Write ${name}:1 `));
    assert.ok(
      ours?.edit && actions.some(({ title }) => title.startsWith("Write host:1 ")),
      actions.map(({ title }) => title).join(),
    );
    await vscode.workspace.applyEdit(ours.edit);
    assert.ok(editor.document.getText().includes(`"pid": "${name}:1"`), editor.document.getText());
  });

  async function lenses(): Promise<readonly vscode.Command[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      editor.document.uri,
      50,
    );
    return found.flatMap(({ command }) => (command?.command === "pspace.attachNow" ? [command] : []));
  }

  it("attaches from the line above a configuration", async () => {
    const targets = new Targets();
    try {
      const target = await targets.unshared("lens");
      await show(`{ "type": "node", "request": "attach", "name": "lens", "processId": "${target.tuple}" }`);
      const [lens, ...others] = await lenses();
      assert.ok(lens && others.length === 0);
      assert.match(lens.title, /Attach now: .*\(host:\d+, /);
      const attached = new Promise<string | undefined>((done) => {
        const listening = vscode.debug.onDidStartDebugSession(({ parentSession }) => {
          if (!parentSession) return; // the process itself is a child of what js-debug starts first
          listening.dispose();
          done(parentSession.name);
        });
      });
      await vscode.commands.executeCommand(lens.command, ...((lens.arguments ?? []) as unknown[]));
      assert.equal(await attached, "lens");
      await endSessions();
      await untilNothingLeft();
      await untilCounting(target.count);
    } finally {
      await targets.end();
    }
  });

  it("says above a configuration why it would not attach, and says it again when it is tried", async () => {
    await show(`{ "type": "pspace", "request": "attach", "name": "none", "task": "${name}:4242" }`);
    const [lens] = await lenses();
    assert.match(lens?.title ?? "", /There is no task/);
    const ears = listen();
    try {
      await vscode.commands.executeCommand("pspace.attachNow", ...((lens?.arguments ?? []) as unknown[]));
      await until("it was said", () => ears.heard.length > 0);
      assert.match(ears.heard[0] ?? "", /There is no task/);
    } finally {
      ears.stop();
    }
  });
});
