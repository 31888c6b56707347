/** Commands in a real VS Code: they act on what is clicked, ask otherwise, and say why they cannot. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { isTuple } from "../../src/model/reference.ts";
import { giveName } from "../../src/commands/nameSpace.ts";
import { sendSignal } from "../../src/commands/signal.ts";
import type { WireTask } from "../../src/protocol/wire.ts";
import { endSpecimens, randomName, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { willPick } from "./picking.ts";
import { listen, opened, textOf, untilRow, untilTask } from "./hold.ts";

/** Runs a command and, for as long as it asks, answers with `key`. */
async function answering(command: string, key: string): Promise<unknown> {
  let answer: { readonly value: unknown } | undefined;
  void vscode.commands.executeCommand(command).then((value) => (answer = { value }));
  return (
    await until(`${command} has its answer`, async () => {
      if (!answer) await vscode.commands.executeCommand(key);
      return answer;
    })
  ).value;
}

/** Closes whatever asks until that is done. */
async function changingMind(doing: Promise<unknown>): Promise<void> {
  let isDone = false;
  void doing.then(() => (isDone = true));
  await until("nothing asks any more", async () => {
    if (!isDone) await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    return isDone;
  });
}

describe("commands", () => {
  const specimens: Specimen[] = [];
  let use: Extension;

  before(async () => {
    use = await opened();
  });
  afterEach(() => endSpecimens(specimens));

  async function sleeper(): Promise<WireTask> {
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    return untilTask(use, specimen.numbers[0]);
  }

  it("copy the tuple and the host's number of a row", async () => {
    const task = await sleeper();
    const row = await untilRow(use, task);
    await vscode.commands.executeCommand("pspace.copyTuple", row);
    assert.equal(await vscode.env.clipboard.readText(), `${task.member}:1`);
    await vscode.commands.executeCommand("pspace.copyHostNumber", row);
    assert.equal(await vscode.env.clipboard.readText(), task.host.nr.toString());
    await vscode.commands.executeCommand("pspace.copyConfiguration", row);
    const copied = JSON.parse(await vscode.env.clipboard.readText()) as Record<string, unknown>;
    assert.deepEqual([copied["type"], copied["request"], copied["task"]], ["pspace", "attach", `${task.member}:1`]);
  });

  it("name a space, and the tree and its tuples use the name", async () => {
    const task = await sleeper();
    const name = randomName();
    const space = use.spaces.picture.spaces.get(task.member);
    assert.ok(space);
    assert.equal(await giveName(use.connection, space, name), undefined);
    await use.spaces.refresh();
    assert.equal(textOf(use, use.sidebar.tree.rowOfSpace(space)).split(" | ")[0], name);
    assert.equal(use.spaces.picture.ownTuple(task), `${name}:1`);
    assert.equal(await giveName(use.connection, space, ""), undefined);
  });

  it("the picker gives a tuple, one string, and remembers the task meant", async () => {
    await sleeper();
    const tuple = await answering("pspace.pickTask", "workbench.action.acceptSelectedQuickOpenItem");
    assert.ok(typeof tuple === "string" && isTuple(tuple), String(tuple));
    const held = await use.spaces.hold(tuple);
    assert.equal(use.spaces.picks.confirm(tuple, held.task), true);
    await use.spaces.release(held.hold);
  });

  /** What the window says when a button in a row is pressed. */
  function click(handle: string): Promise<unknown> {
    const args = [{ $treeViewId: "pspace.spaces", $treeItemHandle: handle }, undefined];
    return Promise.resolve(
      vscode.commands.executeCommand("runCommands", { commands: [{ command: "pspace.copyTuple", args }] }),
    );
  }

  it("a click on a row acts on it, also while the row is being drawn again", async () => {
    const task = await sleeper();
    const row = await untilRow(use, task);
    const space = use.spaces.picture.spaces.get(task.member);
    assert.ok(space);
    const { tree } = use.sidebar;
    const copied = async (): Promise<boolean> => {
      await vscode.env.clipboard.writeText("");
      await changingMind(click(`1/${row.id}`));
      return (await vscode.env.clipboard.readText()) === `${task.member}:1`;
    };
    await until("a click comes with its row", async () => {
      await use.sidebar.reveal(task, false); // VS Code knows the row now
      return copied();
    });
    const asked: string[] = [];
    const window = vscode.window as { createQuickPick: unknown };
    const { createQuickPick } = window;
    window.createQuickPick = () => {
      asked.push(`at click ${count.toString()}`);
      return (createQuickPick as () => unknown).call(vscode.window);
    };
    let count = 0;
    try {
      for (; count < 12; count++) {
        await new Promise((resolve) => setTimeout(resolve, 250)); // VS Code gathers what comes sooner
        const pressed = copied();
        tree.drawAgain(count % 2 === 0 ? tree.rowOfSpace(space) : undefined);
        await pressed;
      }
    } finally {
      window.createQuickPick = createQuickPick;
    }
    assert.deepEqual(asked, [], "whose row was clicked had to be asked");
  });

  it("a click whose row VS Code has lost offers those that are being drawn again", async () => {
    const task = await sleeper();
    await untilRow(use, task);
    use.sidebar.tree.drawAgain();
    const { answered } = await willPick(use, task.host.nr);
    await vscode.env.clipboard.writeText("");
    await Promise.all([click("1/task that is not known"), answered]);
    assert.equal(await vscode.env.clipboard.readText(), `${task.member}:1`);
  });

  it("changing one's mind in the picker gives nothing", async () => {
    assert.equal(await answering("pspace.pickTask", "workbench.action.closeQuickOpen"), undefined);
  });

  it("a row whose task has exited gets one sentence", async () => {
    const task = await sleeper();
    const row = await untilRow(use, task);
    await endSpecimens(specimens);
    await until("the task is gone", () => !use.spaces.picture.tasks.has(task.id));
    const ears = listen();
    try {
      await vscode.commands.executeCommand("pspace.copyTuple", row);
    } finally {
      ears.stop();
    }
    assert.deepEqual(ears.heard, ["The task has exited."]);
  });

  it("a signal goes to that very task, or to none", async () => {
    const task = await sleeper();
    assert.equal(await sendSignal(use.connection, use.spaces, task, 0), "sent");
    await assert.rejects(
      sendSignal(use.connection, use.spaces, { ...task, id: "another" }, 0),
      ({ problem }: { problem?: { is: string } }) => problem?.is === "taskGone",
    );
  });

  it("the map is drawn, with the task in it", async () => {
    const task = await sleeper();
    await vscode.commands.executeCommand("pspace.showMap");
    await until("the map shows the task", () => use.map.drawn?.includes(`data-task="${task.id}"`));
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  it("all of them exist", async () => {
    const registered = await vscode.commands.getCommands(true);
    const contributed = vscode.extensions.getExtension("pid-spaces.pspace")?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    for (const { command } of contributed.contributes.commands) assert.ok(registered.includes(command), command);
  });
});
