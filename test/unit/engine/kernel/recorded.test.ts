/** The recorded kernel must behave as the real one would, for other tests stand on it. */
import assert from "node:assert/strict";
import { host, pidIn, type Pid } from "../../../../src/model/pid.ts";
import { openRecorded, type RecordedKernel } from "../../../../src/engine/kernel/recorded.ts";
import { recordings, type Situation } from "../../../recordings/recordings.ts";

const at = (nr: number): Pid => {
  const pid = pidIn(host, nr);
  assert.ok(pid);
  return pid;
};
const open = (situation: Situation): RecordedKernel => openRecorded(recordings[situation]);

describe("a recorded kernel", () => {
  for (const situation of Object.keys(recordings) as Situation[]) {
    it(`of ${situation} has consistent namespaces and parents`, () => {
      const recording = recordings[situation];
      for (const task of recording.tasks) {
        const known = task.namespace === recording.host.rootNamespace || task.namespace in recording.namespaces;
        assert.ok(known, `${task.name}: ${task.namespace}`);
      }
      assert.ok(openRecorded(recording).survey().length > 0);
    });
  }

  it("translates through a door, both ways, threads too", () => {
    const kernel = open("two-containers");
    const door = kernel.openDoor(at(3217));
    assert.ok(typeof door === "object");
    assert.deepEqual(door.toHost(41), at(3252));
    assert.equal(door.fromHost(at(3251)), 40);
    assert.equal(door.fromHost(at(3300)), "absent");
    assert.equal(kernel.open(), 1);
    door.close();
    assert.equal(kernel.open(), 0);
  });

  it("an enclosing space numbers what is inside it", () => {
    const door = open("nested-thrice").openDoor(at(405));
    assert.ok(typeof door === "object");
    assert.deepEqual(door.toHost(5), at(410));
  });

  it("a scripted change happens after the look it waits for", () => {
    const kernel = open("reused-midway");
    const before = kernel.identify(at(3251));
    assert.notEqual(kernel.identify(at(3251)), before);
  });

  it("a hold outlives its task and says so", () => {
    const kernel = open("two-containers");
    const hold = kernel.hold(at(3251));
    assert.ok(typeof hold === "object");
    assert.equal(hold.signal(15), "sent");
    kernel.remove(3251);
    assert.equal(hold.alive(), false);
    assert.equal(hold.signal(15), "absent");
    assert.equal(kernel.sent.length, 1);
  });

  it("a hidden task is neither listed nor found", () => {
    const kernel = open("hidepid");
    assert.equal(kernel.identify(at(1)), "absent");
    assert.ok(kernel.survey().every((task) => task.uid === 1000));
  });
});
