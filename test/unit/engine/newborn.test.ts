/** What is known of tasks that nobody has looked at: what was told of them, and nothing else. */
import assert from "node:assert/strict";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import { Newborn } from "../../../src/engine/newborn.ts";

const pid = hostPid(7);

describe("a task that nobody has looked at", () => {
  it("is what was told of its birth, its name and its end", () => {
    const newborn = new Newborn();
    newborn.fork(pid, "sh", 1000);
    newborn.rename(pid, "job");
    newborn.exit(pid, { code: 3 });
    const birth = newborn.take(7);
    assert.ok(birth);
    assert.equal(newborn.take(7), undefined, "looked at once");
    const { id, ...gone } = newborn.goneTask(birth);
    assert.deepEqual(gone, {
      name: "job",
      start: "1970-01-01T00:00:01.000Z",
      tuples: [{ pid, provenance: "kernel" }],
      how: { code: 3 },
      unseen: true,
    });
    assert.notEqual(newborn.goneTask(birth).id, id);
  });

  it("has passed when another is born under its number", () => {
    const newborn = new Newborn();
    newborn.fork(pid, "first", 1000);
    newborn.fork(pid, "second", 2000);
    assert.deepEqual(
      newborn.takePassed().map(({ name }) => name),
      ["first"],
    );
    assert.equal(newborn.take(7)?.name, "second");
    assert.deepEqual(newborn.takePassed(), []);
  });

  it("is not made up where nothing was told", () => {
    const newborn = new Newborn();
    newborn.exit(pid, { code: 0 });
    newborn.rename(pid, "job");
    assert.equal(newborn.take(7), undefined);
  });
});
