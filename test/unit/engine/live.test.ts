/** What is told to those who watch: by events, by looking again, and after events were lost. */
import assert from "node:assert/strict";
import type { Change } from "../../../src/engine/change.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import type { RecordedTask } from "../../../src/engine/kernel/recording.ts";
import { recordings } from "../../recordings/recordings.ts";
import { engineOf } from "./recordedEngine.ts";

const young: RecordedTask = {
  ...recordings["two-containers"].tasks.find(({ name }) => name === "nginx"),
  numbers: [4000, 50],
  namespace: "pid:[4026532301]",
  parent: 3217,
  start: 99999,
  name: "young",
};
const nested: RecordedTask = { ...young, numbers: [4001, 51, 1], namespace: "pid:[4026539999]", name: "nested" };
const pid = hostPid(4000);
/** Milliseconds since boot, when all of them were there. */
const at = 1_000_000;

/** The next change; whatever asks for it must have happened before. */
const nextChange = (engine: Engine): Promise<Change> =>
  new Promise((settle) => {
    const stop = engine.onChange((change) => {
      stop();
      settle(change);
    });
  });

describe("an engine that is watched", () => {
  it("tells what started, under its number in its own space", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.put(young);
    kernel.emit([{ is: "fork", at, pid, process: pid, parent: hostPid(3217) }]);
    const { tasks, spaces, goneTasks } = await change;
    assert.deepEqual(
      tasks.map(({ task, pid: own }) => `${task.name} ${own.nr.toString()}`),
      ["young 50"],
    );
    assert.deepEqual(
      spaces.map(({ name, tasks: members }) => `${name} ${members.toString()}`),
      ["web 4"],
    );
    assert.equal(goneTasks.length, 0);
    engine.stop();
  });

  it("tells what ended, how, and by which names it went", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.remove(3317);
    const gone = hostPid(3317);
    kernel.emit([{ is: "exit", at, pid: gone, process: gone, ending: { code: 3 } }]);
    const { goneTasks } = await change;
    const said = goneTasks.map(({ name, how, tuples }) => [name, how, tuples.map((tuple) => tuple.pid.nr)]);
    assert.deepEqual(said, [["postgres", { code: 3 }, [3317, 17]]]);
    engine.stop();
  });

  it("tells new spaces and spaces that are gone", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    let change = nextChange(engine);
    kernel.put(nested);
    kernel.emit([{ is: "fork", at, pid: hostPid(4001), process: hostPid(4001), parent: hostPid(3217) }]);
    assert.deepEqual(
      (await change).spaces.map(({ id }) => id),
      ["pid:[4026539999]"],
    );
    change = nextChange(engine);
    kernel.remove(4001);
    kernel.emit([{ is: "exit", at, pid: hostPid(4001), process: hostPid(4001), ending: {} }]);
    assert.deepEqual((await change).goneSpaces, ["pid:[4026539999]"]);
    engine.stop();
  });

  it("looks at everything again when events were lost", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.put(young);
    kernel.remove(3317);
    kernel.emit([{ is: "lost" }]);
    const { tasks, goneTasks } = await change;
    assert.deepEqual([tasks.length, goneTasks.length], [1, 1]);
    engine.stop();
  });

  it("tells a task that took over a number as another task", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.put({ ...young, numbers: [3317, 17], namespace: "pid:[4026532402]" });
    const taken = hostPid(3317);
    kernel.emit([
      { is: "exit", at, pid: taken, process: taken, ending: { signal: 9 } },
      { is: "fork", at, pid: taken, process: taken, parent: hostPid(3300) },
    ]);
    const { tasks, goneTasks } = await change;
    assert.deepEqual(
      [tasks[0]?.task.name, goneTasks[0]?.name, goneTasks[0]?.how],
      ["young", "postgres", { signal: 9 }],
    );
    assert.notEqual(tasks[0]?.task.id, goneTasks[0]?.id);
    engine.stop();
  });

  it("tells of a task that came and went before anybody could look", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.emit([
      { is: "fork", at, pid, process: pid, parent: hostPid(3217) },
      { is: "exit", at, pid, process: pid, ending: { code: 7 } },
    ]);
    const { tasks, goneTasks } = await change;
    assert.equal(tasks.length, 0);
    assert.deepEqual(
      goneTasks.map(({ name, how, unseen, tuples }) => [name, how, unseen, tuples.map((tuple) => tuple.pid)]),
      [["nginx", { code: 7 }, true, [pid]]],
    );
    engine.stop();
  });

  it("calls such a task by the name that its parent had by then", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    const child = hostPid(4001);
    kernel.emit([
      { is: "fork", at, pid, process: pid, parent: hostPid(3217) },
      { is: "exec", at, pid },
      { is: "renamed", at, pid, name: "job" },
      { is: "fork", at, pid: child, process: child, parent: pid },
      { is: "exit", at, pid: child, process: child, ending: { code: 0 } },
      { is: "exit", at, pid, process: pid, ending: { code: 0 } },
    ]);
    assert.deepEqual(
      (await change).goneTasks.map(({ name }) => name),
      ["job", "job"],
    );
    engine.stop();
  });

  it("tells how a task ended that was dead when it was first looked at", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    let change = nextChange(engine);
    kernel.put({ ...young, state: "Z" });
    kernel.emit([
      { is: "fork", at, pid, process: pid, parent: hostPid(3217) },
      { is: "exit", at, pid, process: pid, ending: { code: 7 } },
    ]);
    assert.equal((await change).tasks[0]?.task.state, "Z");
    change = nextChange(engine);
    kernel.remove(4000);
    assert.deepEqual((await change).goneTasks[0]?.how, { code: 7 });
    engine.stop();
  });

  it("tells children whose parent has ended as another's", async () => {
    const { engine, kernel } = engineOf("two-containers");
    kernel.put(young);
    kernel.put({ ...young, numbers: [4002, 52], parent: 4000, name: "child" });
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.remove(4000);
    kernel.put({ ...young, numbers: [4002, 52], parent: 3217, name: "child" });
    kernel.emit([{ is: "exit", at, pid, process: pid, ending: { code: 0 } }]);
    const { tasks, goneTasks } = await change;
    assert.deepEqual(
      tasks.map(({ task }) => [task.name, task.parent?.nr]),
      [["child", 3217]],
    );
    assert.deepEqual(
      goneTasks.map(({ name }) => name),
      ["young"],
    );
    engine.stop();
  });

  it("tells a new name", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.put({ ...young, numbers: [3317, 17], namespace: "pid:[4026532402]", start: 6010, name: "renamed" });
    kernel.emit([{ is: "renamed", at, pid: hostPid(3317), name: "renamed" }]);
    assert.equal((await change).tasks[0]?.task.name, "renamed");
    engine.stop();
  });

  it("tells a program that a thread began in the place of the first, which had ended", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.put({ ...young, numbers: [3317, 17], namespace: "pid:[4026532402]", start: 6010, name: "program" });
    kernel.emit([
      { is: "exit", at, pid: hostPid(3317), process: hostPid(3317), ending: { code: 0 } },
      { is: "exec", at, pid: hostPid(3317) },
    ]);
    const { tasks, goneTasks } = await change;
    assert.deepEqual([tasks[0]?.task.name, goneTasks.length], ["program", 0]);
    engine.stop();
  });

  it("looks now and then where the kernel tells nothing", async () => {
    const { engine, kernel } = engineOf("two-containers", { hasEvents: false });
    await engine.watch(true);
    const change = nextChange(engine);
    kernel.put(young);
    assert.equal((await change).tasks[0]?.task.name, "young");
    engine.stop();
  });
});

describe("an engine that nobody watches", () => {
  it("tells nothing", async () => {
    const { engine, kernel } = engineOf("two-containers");
    let told = 0;
    engine.onChange(() => (told += 1));
    await engine.watch(true);
    await engine.watch(false);
    kernel.put(young);
    kernel.emit([{ is: "fork", at, pid, process: pid, parent: hostPid(3217) }]);
    await engine.spaces();
    assert.equal(told, 0);
    engine.stop();
  });
});
