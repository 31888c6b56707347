/** The tree in a real VS Code, over real namespaces. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import type { Row } from "../../src/views/tree.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import type { WireTask } from "../../src/protocol/wire.ts";
import { until } from "../support/waits.ts";
import { listen, opened, reachable, textOf, untilRow, untilTask } from "./hold.ts";

describe("tree", () => {
  const specimens: Specimen[] = [];
  let use: Extension;

  before(async () => {
    use = await opened();
  });
  afterEach(() => endSpecimens(specimens));

  async function anonymous(depth: number): Promise<Specimen> {
    const specimen = await unshareSpecimen({ depth });
    specimens.push(specimen);
    return specimen;
  }

  async function tooltipOf(row: Row, token?: vscode.CancellationToken): Promise<string> {
    const { tree } = use.sidebar;
    const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(row), row, token);
    return typeof tooltip === "string" ? tooltip : (tooltip?.value ?? "");
  }

  /** It is called unshare until it has become sleep. */
  function untilSleeps(hostNumber: number): Promise<WireTask> {
    return until(`number ${hostNumber.toString()} sleeps`, () => {
      const task = use.spaces.picture.taskAt("host", hostNumber);
      return task?.name === "sleep" && task;
    });
  }

  it("shows a task in an anonymous space with both numbers", async () => {
    const specimen = await anonymous(1);
    const row = await untilRow(use, await untilSleeps(specimen.numbers[0]));
    assert.equal(textOf(use, row), `sleep 1 | host ${specimen.numbers[0].toString()}`);
    assert.ok(reachable(use, row));
  });

  it("shows a space inside a space", async () => {
    const specimen = await anonymous(2);
    const outer = await untilTask(use, specimen.numbers[0]);
    const inner = await untilSleeps(specimen.numbers.at(-1) ?? 0);
    const space = use.spaces.picture.spaces.get(inner.member);
    assert.equal(space?.parent, outer.member);
    assert.ok(reachable(use, await untilRow(use, inner)));
    assert.equal(inner.tuples.length, 3);
  });

  it("tells every tuple of a task with how it is known", async () => {
    const task = await untilTask(use, (await anonymous(2)).numbers.at(-1) ?? 0);
    const row = await untilRow(use, task);
    const text = await tooltipOf(row);
    for (const { nr } of task.tuples) assert.ok(text.includes(`| ${nr.toString()} | `), text);
  });

  it("tells how the four gates of a task stand, and asks for them no longer than somebody points at it", async () => {
    const row = await untilRow(use, await untilSleeps((await anonymous(1)).numbers[0]));
    const text = await tooltipOf(row);
    for (const gate of ["Number", "Permission", "Files", "Port"]) {
      assert.match(text, new RegExp(`\\$\\((pass|circle-slash)\\) ${gate}`));
    }
    const pointing = new vscode.CancellationTokenSource();
    pointing.cancel();
    assert.doesNotMatch(await tooltipOf(row, pointing.token), /Permission/);
  });

  it("draws only the row above again when a task comes or goes", async () => {
    const specimen = await anonymous(1);
    const task = await untilTask(use, specimen.numbers[0]);
    const row = await untilRow(use, task);
    await endSpecimens(specimens);
    await until("the task is gone", () => !use.spaces.picture.tasks.has(task.id));
    assert.equal(use.sidebar.tree.at(row), undefined);
    assert.ok(!use.spaces.picture.spaces.has(task.member));
  });

  it("survives the engine: one sentence, and the same rows afterwards", async () => {
    const specimen = await anonymous(1);
    const task = await untilTask(use, specimen.numbers[0]);
    const row = await untilRow(use, task);
    const ears = listen();
    try {
      const before = use.connection.engineProcess;
      assert.ok(before);
      before.kill("SIGKILL");
      await until(
        "another engine is ready",
        () => use.connection.engineProcess !== before && use.connection.health === "ready",
      );
      await use.spaces.refresh();
      assert.deepEqual(ears.heard, ["The PID Spaces engine stopped and is being started again."]);
    } finally {
      ears.stop();
    }
    assert.equal(await untilRow(use, await untilTask(use, specimen.numbers[0])), row, "a row is the same row");
    assert.ok(reachable(use, row));
  });

  it("seen from a space, only what it sees is there, by its numbers", async () => {
    const specimen = await anonymous(2);
    const outer = await untilTask(use, specimen.numbers[0]);
    const inner = await untilSleeps(specimen.numbers.at(-1) ?? 0);
    use.sidebar.look({ seenFrom: outer.member });
    try {
      const nr = use.spaces.picture.numberIn(inner, outer.member);
      assert.equal(textOf(use, await untilRow(use, inner)).split(" | ")[0], `sleep ${String(nr)}`);
      assert.equal(use.sidebar.tree.getChildren().length, 1);
    } finally {
      use.sidebar.look({ seenFrom: "host" });
    }
  });
});
