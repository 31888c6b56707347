/** The log and the files of a real container in a real VS Code, both read-only, both with their owner in their address. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { filesScheme, ownerQuery } from "../../src/views/files/address.ts";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage } from "../support/images.mjs";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { until } from "../support/waits.ts";
import { opened, untilRow, untilTask } from "./hold.ts";

/** More lines at once than a window shows, and then one more every second. */
const script = 'n=1; while true; do echo "line $n of pid $$"; n=$((n+1)); [ $n -lt 300 ] || sleep 1; done';

describe("logs and files", () => {
  const specimens: Specimen[] = [];
  let use: Extension;

  before(async function () {
    skipIf(this, whyNoDocker());
    use = await opened();
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await endSpecimens(specimens);
  });

  it("of a container are followed in a document that says whose numbers are in it", async () => {
    const specimen = await dockerSpecimen({ image: ensureImage("busybox"), command: ["sh", "-c", script] });
    specimens.push(specimen);
    const task = await untilTask(use, specimen.numbers[0]);
    const space = await until("the container has its name", () => {
      const found = use.spaces.picture.spaces.get(task.member);
      return found?.name === specimen.name && found;
    });
    const row = await untilRow(use, task);
    assert.match(use.sidebar.tree.getTreeItem(row).contextValue ?? "", /\blogged\b/);
    await vscode.commands.executeCommand("pspace.showItsLog", row);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, "pspace-log");
    assert.equal(new URLSearchParams(document.uri.query).get("space"), space.reference);
    assert.equal(document.languageId, "log");
    await until("it goes on", () => document.getText().includes("line 303 of pid 1"));
    const seen = (): number => vscode.window.activeTextEditor?.visibleRanges.at(-1)?.end.line ?? 0;
    await until("its end is on the screen", () => seen() >= document.lineCount - 3);
    const before = document.lineCount;
    await until("and stays there", () => document.lineCount > before + 2 && seen() >= document.lineCount - 3);
  });

  it("of a task are read as the task sees them, and not written", async () => {
    const specimen = await dockerSpecimen({ image: ensureImage("busybox") });
    specimens.push(specimen);
    await docker(
      "exec",
      specimen.name,
      "sh",
      "-c",
      "mkdir /data && echo inside > /data/file && ln -s /data/file /link",
    );
    const task = await untilTask(use, specimen.numbers[0]);
    const query = ownerQuery(use.spaces.picture, task);
    const link = vscode.Uri.from({ scheme: filesScheme, path: "/link", query });
    const document = await vscode.workspace.openTextDocument(link);
    assert.equal(document.getText(), "inside\n");
    const entries = await vscode.workspace.fs.readDirectory(link.with({ path: "/data" }));
    assert.deepEqual(entries, [["file", vscode.FileType.File]]);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(filesScheme), false);
    await assert.rejects(async () => vscode.workspace.fs.readFile(link.with({ path: "/nowhere" })));
    const another = link.with({ query: new URLSearchParams({ tuple: "host:1", task: task.id }).toString() });
    await assert.rejects(async () => vscode.workspace.fs.readFile(another), "another's number shows nothing");
  });
});
