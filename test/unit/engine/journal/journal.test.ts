/** Who held a number in the past: remembered across engines, and silence where it is not known. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Engine } from "../../../../src/engine/engine.ts";
import { hostPid } from "../../../../src/engine/kernel/recordedTasks.ts";
import { engineOf, type RecordedEngine } from "../recordedEngine.ts";

describe("the journal", () => {
  let state: string;
  const open: Engine[] = [];

  beforeEach(() => {
    state = mkdtempSync(path.join(tmpdir(), "pspace-journal-"));
  });
  afterEach(() => {
    for (const engine of open.splice(0)) engine.stop();
    rmSync(state, { recursive: true, force: true });
  });

  const start = (): RecordedEngine => {
    const started = engineOf("two-containers", { state });
    open.push(started.engine);
    return started;
  };

  /** Ends db's number 17 and waits until that was told. */
  async function end({ engine, kernel }: RecordedEngine): Promise<void> {
    await engine.watch(true);
    const told = new Promise<void>((settle) => {
      engine.onChange(() => {
        settle();
      });
    });
    kernel.remove(3317);
    const gone = hostPid(3317);
    kernel.emit([{ is: "exit", at: 1_000_000, pid: gone, process: gone, ending: { signal: 9 } }]);
    await told;
  }

  const before = (): string => new Date(Date.now() - 1).toISOString();

  it("says who held a number, until when, and how it ended", async () => {
    const started = start();
    await started.engine.watch(true);
    const then = new Date().toISOString();
    await end(started);
    const answer = await started.engine.past("db:17", then);
    assert.ok(answer.is === "ended");
    assert.deepEqual([answer.life.name, answer.life.tuple, answer.life.how], ["postgres", "db:17", { signal: 9 }]);
    assert.deepEqual(
      answer.held.tuples.map(({ space, nr }) => `${space.name}:${nr.toString()}`),
      ["host:3317", "db:17"],
    );
  });

  it("is kept when the engine is started again", async () => {
    const first = start();
    await first.engine.watch(true);
    const then = new Date().toISOString();
    await end(first);
    first.engine.stop();
    const second = start();
    second.kernel.remove(3317);
    assert.equal((await second.engine.past("db:17", then)).is, "ended");
  });

  it("lets a lookup of nobody name the last holder", async () => {
    const started = start();
    await end(started);
    const answer = await started.engine.resolve("db:17");
    assert.ok(answer.is === "noSuchTask");
    assert.equal(answer.last?.name, "postgres");
    assert.deepEqual(answer.last.how, { signal: 9 });
  });

  it("says so where nobody watched", async () => {
    const started = start();
    const answer = await started.engine.past("db:99", before());
    assert.deepEqual([answer.is, "why" in answer && answer.why], ["notVisible", "there is no journal for that time"]);
  });

  it("is not needed for who lives and lived then", async () => {
    const started = start();
    assert.equal((await started.engine.past("db:17", before())).is, "living");
  });

  it("refuses a time that is none, or still to come", async () => {
    const { engine } = start();
    assert.equal((await engine.past("db:17", "yesterday")).is, "badWords");
    assert.equal((await engine.past("db:17", new Date(Date.now() + 60_000).toISOString())).is, "badWords");
  });

  it("is written by one engine at a time, and is private", async () => {
    const [first, second] = [start(), start()];
    await first.engine.watch(true);
    await second.engine.watch(true);
    await end(first);
    await end(second);
    first.engine.stop();
    second.engine.stop();
    const file = path.join(state, "journal.ndjson");
    assert.equal(readFileSync(file, "utf8").match(/"life"/g)?.length, 1);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("does not claim that nobody held a number when events were lost since", async () => {
    const started = start();
    await started.engine.watch(true);
    const then = new Date().toISOString();
    while (Date.now() <= Date.parse(then)); // the clock's next millisecond: what happens in the same one has no order
    started.kernel.emit([{ is: "lost" }]);
    const lost = Date.now();
    // a gap is at least a millisecond long
    while (Date.now() <= lost) await new Promise((resolve) => setImmediate(resolve));
    const answer = await started.engine.past("db:99", then);
    assert.equal(answer.is, "notVisible");
    assert.match("why" in answer ? answer.why : "", /gap|no journal/);
  });
});
