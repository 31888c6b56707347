/** Commands of first tasks are read again only while they may change. */
import assert from "node:assert/strict";
import type { Glance } from "../../../../src/engine/kernel/kernel.ts";
import { hostPid } from "../../../../src/engine/kernel/recordedTasks.ts";
import { Clues } from "../../../../src/engine/spaces/clues.ts";
import type { Structure } from "../../../../src/engine/spaces/structure.ts";
import type { Entry } from "../../../../src/engine/spaces/entry.ts";
import { namespaceSpace, type Pid } from "../../../../src/model/pid.ts";
import { taskId } from "../../../../src/model/task.ts";

const space = namespaceSpace("pid:[7]");

function opened(bootTime: number) {
  assert.ok(space);
  const first: Glance = {
    pid: hostPid(40),
    id: taskId("first"),
    numbers: [],
    cgroup: "",
    name: "sh",
    state: "S",
    uid: 0,
    startTicks: 0,
  };
  const namespace = { space, depth: 1, first, isFirstKnown: true, provenance: "kernel" as const };
  const structure: Structure = { namespaces: new Map([[space, namespace]]), homes: new Map(), unplaced: new Map() };
  const called = { name: "sh", reads: 0 };
  const kernel = {
    host: () => ({ bootId: "", bootTime, hostname: "", uid: 0 }),
    readCommand: (pid: Pid) => [`${called.name}-${pid.nr}`, `${(called.reads += 1)}`],
  };
  const world = { get: () => ({ glance: { ...first, name: called.name } }) as Entry };
  return { clues: new Clues(kernel, world), structure, called };
}

describe("what tells who made a namespace", () => {
  it("is not read before somebody wants to see it", () => {
    const { clues, structure, called } = opened(0);
    assert.equal(clues.of(structure)[0]?.name, "sh");
    assert.equal(called.reads, 0);
  });

  it("is read once when its first task is old", () => {
    const { clues, structure, called } = opened(0);
    const [before] = clues.of(structure);
    assert.deepEqual(before?.command, ["sh-40", "1"]);
    assert.deepEqual(clues.of(structure), [before]);
    assert.equal(called.reads, 1);
  });

  it("is read again when its first task has become another program", () => {
    const { clues, structure, called } = opened(0);
    assert.deepEqual(clues.of(structure)[0]?.command, ["sh-40", "1"]);
    called.name = "bwrap";
    assert.deepEqual(clues.of(structure)[0]?.command, ["bwrap-40", "2"]);
  });

  it("is read again while its first task is young", () => {
    const { clues, structure } = opened(Date.now());
    assert.deepEqual(clues.of(structure)[0]?.command, ["sh-40", "1"]);
    assert.deepEqual(clues.of(structure)[0]?.command, ["sh-40", "2"]);
  });
});
