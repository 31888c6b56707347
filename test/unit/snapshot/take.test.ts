import assert from "node:assert/strict";
import { takeSnapshot, type Asks } from "../../../src/snapshot/take.ts";
import { agent, snapshot, thread } from "../cli/snapshot/snapshots.ts";
import { worker } from "../cli/stage.ts";

describe("taking a snapshot", () => {
  const asked: string[] = [];
  const asks: Asks = {
    spaces: () => Promise.resolve(snapshot.map),
    tasks: () => Promise.resolve({ is: "found", tasks: [worker, { ...agent, command: [] }] }),
    history: () => Promise.resolve({ lines: snapshot.journal }),
    threads: ({ tuple }) => {
      asked.push(tuple);
      return Promise.resolve({ is: "found", tasks: [worker, { ...thread, pid: worker.pid }] });
    },
  };

  it("keeps map, threads by their names in host, and the journal", async () => {
    const taken = await takeSnapshot(asks, () => new Date(snapshot.taken));
    assert.ok(!("is" in taken));
    assert.deepEqual([taken.taken, taken.journal], [snapshot.taken, snapshot.journal]);
    assert.deepEqual(taken.threads, [thread]);
    assert.deepEqual(asked, ["host:7022"], "the kernel's own threads have no others");
  });

  it("says why where there is nothing to take", async () => {
    const none: Asks = { ...asks, tasks: () => Promise.resolve({ is: "noSuchSpace", space: "host" }) };
    assert.deepEqual(await takeSnapshot(none, () => new Date()), { is: "noSuchSpace", space: "host" });
  });
});
