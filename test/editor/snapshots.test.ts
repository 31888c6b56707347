/** Snapshots in a real VS Code: taken, opened as a tree of their own after the machine has moved on, and compared. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import type { Row } from "../../src/views/tree.ts";
import { namespaceOf } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { listen, opened, untilTask } from "./hold.ts";

describe("snapshots", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(tmpdir(), "pst-snapshots-"));
  const specimens: Specimen[] = [];
  let use: Extension;

  before(async () => {
    use = await opened();
  });
  afterEach(() => endSpecimens(specimens));
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.commands.executeCommand("pspace.spaces.focus");
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string): vscode.Uri => vscode.Uri.file(path.join(folder, name));

  /** Every row's label below some rows of a tree. */
  function labelsIn(tree: NonNullable<Extension["snapshot"]["tree"]>, rows: readonly Row[]): readonly string[] {
    return rows.flatMap((row) => {
      const { label } = tree.getTreeItem(row);
      return [typeof label === "string" ? label : (label?.label ?? ""), ...labelsIn(tree, tree.getChildren(row))];
    });
  }

  it("show what was there when it is gone, and differ by it", async () => {
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    const link = namespaceOf(specimen.numbers[0]);
    await untilTask(use, specimen.numbers[0]);
    const [before, after] = [file("before.json"), file("after.json")];
    await vscode.commands.executeCommand("pspace.saveSnapshot", before);
    assert.ok(!readFileSync(before.fsPath, "utf8").includes("infinity"), "arguments are not kept");
    await endSpecimens(specimens);
    await vscode.commands.executeCommand("pspace.openSnapshot", before);
    const tree = await until("the snapshot is shown", () => use.snapshot.tree);
    const labels = labelsIn(tree, tree.getChildren());
    assert.ok(labels.includes(link) && labels.includes("sleep 1"), labels.join(", "));
    await vscode.commands.executeCommand("pspace.saveSnapshot", after);
    await vscode.commands.executeCommand("pspace.compareSnapshots", [after, before]);
    const text = await until("the comparison is shown", () => {
      const shown = vscode.window.activeTextEditor?.document;
      return shown?.uri.scheme === "pspace-comparison" ? shown.getText() : undefined;
    });
    assert.match(text, /^--- before\.json\t.*\n\+\+\+ after\.json\t/);
    assert.ok(text.includes(`- ${link}:1  sleep`), text);
    await vscode.commands.executeCommand("pspace.closeSnapshot");
    assert.equal(use.snapshot.tree, undefined);
  });

  it("that are none are refused with one sentence", async () => {
    const ears = listen();
    try {
      await vscode.commands.executeCommand("pspace.openSnapshot", file("nowhere"));
      assert.equal(ears.heard.length, 1);
      assert.match(ears.heard[0] ?? "", /^nowhere cannot be read: /);
    } finally {
      ears.stop();
    }
  });
});
