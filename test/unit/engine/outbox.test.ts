/** Changes are sent one after another, those that wait together, and none is left out. */
import assert from "node:assert/strict";
import type { Change, GoneTask } from "../../../src/engine/change.ts";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import { Outbox } from "../../../src/engine/outbox.ts";
import { namespaceSpace } from "../../../src/model/pid.ts";
import type { Space } from "../../../src/model/space.ts";
import { taskId } from "../../../src/model/task.ts";

const gone = (nr: number): GoneTask => ({
  id: taskId(`task-${nr}`),
  name: "job",
  start: "1970-01-01T00:00:00.000Z",
  tuples: [{ pid: hostPid(nr), provenance: "kernel" }],
});

const change = (generation: number, more: Partial<Change> = {}): Change => ({
  generation,
  spaces: [],
  goneSpaces: [],
  tasks: [],
  goneTasks: [],
  ...more,
});

/** A stream that takes one change at a time, when it is told to. */
class Stream {
  readonly sent: Change[] = [];
  readonly outbox = new Outbox((one) => {
    this.sent.push(one);
    return new Promise((settle) => (this.#take = settle));
  });
  #take = (): void => undefined;

  async take(): Promise<void> {
    this.#take();
    await new Promise((settle) => setImmediate(settle));
  }

  get generations(): readonly number[] {
    return this.sent.map(({ generation }) => generation);
  }
}

describe("changes on their way", () => {
  it("go at once when nothing is under way, and together when something is", async () => {
    const stream = new Stream();
    stream.outbox.add(change(1));
    for (const nr of [2, 3, 4]) stream.outbox.add(change(nr, { goneTasks: [gone(nr)] }));
    assert.deepEqual(stream.generations, [1]);
    await stream.take();
    assert.deepEqual(stream.generations, [1, 4]);
    assert.deepEqual(stream.sent[1]?.goneTasks, [gone(2), gone(3), gone(4)]);
    await stream.take();
    stream.outbox.add(change(5));
    assert.deepEqual(stream.generations, [1, 4, 5]);
  });

  it("do not wait when something that follows from them is said", () => {
    const stream = new Stream();
    stream.outbox.add(change(1));
    stream.outbox.add(change(2));
    stream.outbox.flush();
    assert.deepEqual(stream.generations, [1, 2]);
    stream.outbox.flush();
    assert.deepEqual(stream.generations, [1, 2]);
  });

  it("tell of a space that is there again under the same words as there", async () => {
    const stream = new Stream();
    const id = namespaceSpace("pid:[7]");
    assert.ok(id);
    const space = { id, name: "again" } as Space;
    stream.outbox.add(change(1));
    stream.outbox.add(change(2, { goneSpaces: [id] }));
    stream.outbox.add(change(3, { spaces: [space] }));
    await stream.take();
    assert.deepEqual([stream.sent[1]?.spaces, stream.sent[1]?.goneSpaces], [[space], []]);
  });
});
