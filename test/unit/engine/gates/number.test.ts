import assert from "node:assert/strict";
import { numberGate, ownNumber, sidecarNumberGate } from "../../../../src/engine/gates/number.ts";
import { host } from "../../../../src/model/pid.ts";
import { pidOf, subjectOf } from "./facts.ts";

const machine = { bootId: "b", bootTime: 0, self: pidOf(host, 5), hostname: "h", uid: 0 };
const target = pidOf(host, 7022);

describe("the number gate", () => {
  it("gives the number of the space that the debugger runs in", () => {
    const gate = numberGate(subjectOf(), target, machine);
    assert.deepEqual([gate.open, gate.settings], [true, { nr: 7022, seenFrom: "host" }]);
    assert.equal(gate.why, "web:17 is 7022 as seen from the host, where the debugger runs.");
  });
  it("a thread stands for its process", () => {
    const subject = subjectOf();
    const thread = { ...subject, task: { ...subject.task, process: target } };
    assert.match(numberGate(thread, target, machine).why, /is a thread of process 7022/);
  });
  it("is shut when the numbers that are read are not those of our own space", () => {
    const elsewhere = { ...machine, rootNamespace: "pid:[1]", selfNamespace: "pid:[2]" };
    assert.equal(numberGate(subjectOf(), target, elsewhere).open, false);
    assert.equal(numberGate(subjectOf(), target, { ...machine, below: true }).open, false);
    const { bootId, bootTime, hostname, uid } = machine;
    const gate = numberGate(subjectOf(), target, { bootId, bootTime, hostname, uid });
    assert.deepEqual([gate.open, gate.cure?.includes("--pid=host")], [false, true]);
  });
  it("in a sidecar, the number is the one of the container beside it", () => {
    const inner = subjectOf().task.tuples.at(-1)?.pid ?? target;
    const { open, settings, why } = sidecarNumberGate(subjectOf(), inner);
    assert.deepEqual([open, settings], [true, { nr: 17, seenFrom: inner.space }]);
    assert.match(why, /^web:17 is 17 in the sidecar/);
  });
  it("what the process calls itself is its innermost number; of a thread, its process's", () => {
    const subject = subjectOf();
    assert.equal(ownNumber(subject, []).nr, 17);
    const thread = { ...subject, task: { ...subject.task, process: target } };
    assert.deepEqual(ownNumber(thread, [7022, 12]).nr, 12);
  });
});
