/** What is known of tasks that nobody has looked at: what was told of them, and nothing else. */
import assert from "node:assert/strict";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import { isBirthOf, isLater, Newborn, unseenTask } from "../../../src/engine/newborn.ts";

const pid = hostPid(7);
const birth = (name = "sh") => ({ pid, name, at: 1000 });

describe("a task that nobody has looked at", () => {
  it("is what was told of its birth, its name and its end", () => {
    const newborn = new Newborn();
    newborn.fork(birth());
    assert.ok(newborn.rename(pid, "job"));
    assert.ok(newborn.exit(pid, { code: 3 }));
    const born = newborn.take(7);
    assert.ok(born);
    assert.equal(newborn.take(7), undefined, "looked at once");
    const { id, ...gone } = unseenTask(born, 5000, 1);
    assert.deepEqual(gone, {
      name: "job",
      start: "1970-01-01T00:00:06.000Z",
      tuples: [{ pid, provenance: "kernel" }],
      how: { code: 3 },
      unseen: true,
    });
    assert.notEqual(unseenTask(born, 5000, 2).id, id);
  });

  it("has not ended when another of its threads runs a program in its place", () => {
    const newborn = new Newborn();
    newborn.fork(birth());
    newborn.exit(pid, { code: 0 });
    newborn.exec(pid);
    assert.deepEqual(newborn.get(7), { ...birth(""), how: undefined });
  });

  it("is told once when it has passed", () => {
    const newborn = new Newborn();
    newborn.missed(birth());
    assert.deepEqual(newborn.takePassed(), [birth()]);
    assert.deepEqual(newborn.takePassed(), []);
  });

  it("is not made up where nothing was told", () => {
    const newborn = new Newborn();
    assert.equal(newborn.exit(pid, { code: 0 }), false);
    assert.equal(newborn.rename(pid, "job"), false);
    assert.equal(newborn.take(7), undefined);
  });
});

describe("what is seen under a number", () => {
  const ticks = (startTicks: number) => ({ startTicks });

  it("is the task that was born there, if it began by then, and not long before", () => {
    assert.ok(isBirthOf(ticks(100), birth()));
    assert.ok(isBirthOf(ticks(101), birth()), "an event's time is as exact as a tick");
    assert.ok(isBirthOf(ticks(50), birth()), "fork(2) may take a while");
    assert.ok(!isBirthOf(ticks(102), birth()));
    assert.ok(!isBirthOf(ticks(-1), birth()), "who had the number before");
  });

  it("is another one if it began after what was told", () => {
    assert.ok(!isLater(ticks(101), 1000));
    assert.ok(isLater(ticks(102), 1000));
  });
});
