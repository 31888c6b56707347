/** A log of 200 MB, and one of 12 MB that VS Code still gives to extensions: what is read and asked is what is looked at. Times are said, not asserted. */
import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { hoverAt, opened, untilTask } from "./hold.ts";

const megabyte = 1 << 20;
const row =
  "(node:1) Warning: request took 17 ms, user 4711, and so on until the line is long enough for a log of these days\n";

function writeLog(file: string, megabytes: number): void {
  const block = Buffer.from(row.repeat(Math.floor(megabyte / row.length)));
  const fd = openSync(file, "w");
  for (let written = 0; written < megabytes; written += 1) writeSync(fd, block);
  closeSync(fd);
}

/** Bytes that this process has read by any system call; see `rchar` in proc_pid_io(5). */
const bytesRead = (): number => Number(/^rchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);

async function timed<T>(what: string, work: () => Thenable<T>): Promise<T> {
  const start = performance.now();
  const done = await work();
  console.log(`${what}: ${(performance.now() - start).toFixed(0)} ms`);
  return done;
}

describe("a big log", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(tmpdir(), "pst-big-"));
  const specimens: Specimen[] = [];
  let use: Extension;
  let space = "";
  let hostNumber = 0;
  const chosen: vscode.Uri[] = [];
  /** Characters of all that the engine was asked about texts. */
  let asked = 0;

  before(async () => {
    use = await opened();
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    [hostNumber] = specimen.numbers;
    space = (await untilTask(use, hostNumber)).member;
    const { connection } = use;
    const ask = connection.ask.bind(connection) as (...words: readonly unknown[]) => Promise<unknown>;
    Object.assign(connection, {
      ask: (request: { readonly method: string }, params: unknown) => {
        if (request.method === "pspace/text") asked += JSON.stringify(params).length;
        return ask(request, params);
      },
    });
  });
  after(async () => {
    Reflect.deleteProperty(use.connection, "ask");
    for (const uri of chosen) await use.documents.choices.choose(uri, undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await endSpecimens(specimens);
    rmSync(folder, { recursive: true, force: true });
  });

  async function choose(uri: vscode.Uri): Promise<void> {
    chosen.push(uri);
    await use.documents.choices.choose(uri, space);
  }

  it("of 200 MB is kept from extensions by VS Code, costs nothing, and is alive in parts", async () => {
    const uri = vscode.Uri.file(path.join(folder, "200.log"));
    writeLog(uri.fsPath, 200);
    await choose(uri);
    const [read, memory] = [bytesRead(), process.memoryUsage().rss];
    asked = 0;
    await timed("200 MB, opened as VS Code opens it", () => vscode.commands.executeCommand("vscode.open", uri));
    await until("its tab is there", () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === "200.log");
    assert.deepEqual([vscode.window.activeTextEditor, asked], [undefined, 0], "no extension is given it");
    await timed("its last part, by our command", () => vscode.commands.executeCommand("pspace.openPart"));
    const part = vscode.window.activeTextEditor?.document;
    assert.equal(part?.uri.scheme, "pspace-part");
    const hover = await timed("a hover in it", () => hoverAt(part, part.lineCount - 2, 6));
    assert.ok(hover.includes(`host:${hostNumber}`), hover);
    await timed("three more parts", async () => {
      for (let number = 0; number < 150; number += 50)
        await vscode.commands.executeCommand("pspace.openPart", { uri: uri.toString(), number });
    });
    const [all, grown] = [bytesRead() - read, process.memoryUsage().rss - memory];
    console.log(`200 MB: ${(all / megabyte).toFixed(0)} MB read, ${(asked / 1024).toFixed(0)} kB asked`);
    console.log(`200 MB: the extension host grew by ${(grown / megabyte).toFixed(0)} MB`);
    assert.ok(all < 40 * megabyte, "four parts of a megabyte, and whatever else VS Code reads meanwhile");
    assert.ok(asked < 400_000, `${asked} characters`);
  });

  it("of 12 MB is asked about where it is on the screen, and nowhere else", async () => {
    const small = await vscode.workspace.openTextDocument({ language: "plaintext", content: row });
    await vscode.window.showTextDocument(small);
    await choose(small.uri);
    await timed("a hover in a text of one line", () => hoverAt(small, 0, 6));
    const uri = vscode.Uri.file(path.join(folder, "12.log"));
    writeLog(uri.fsPath, 12);
    await choose(uri);
    const document = await timed("12 MB, opened", () => vscode.workspace.openTextDocument(uri));
    const editor = await vscode.window.showTextDocument(document);
    asked = 0;
    await timed("three jumps through it, each until a number is alive", async () => {
      for (let jump = 1; jump <= 3; jump += 1) {
        const line = Math.floor((document.lineCount / 4) * jump);
        editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.InCenter);
        assert.ok((await hoverAt(document, line, 6)).includes(`host:${hostNumber}`));
      }
    });
    console.log(`12 MB: ${(asked / 1024).toFixed(0)} kB asked`);
    assert.ok(asked > 0 && asked < megabyte, `${asked} characters`);
  });
});
