/** Threads are remembered: who had a thread's number, and nothing where it is not known. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Engine } from "../../../src/engine/engine.ts";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import type { RecordedTask } from "../../../src/engine/kernel/recording.ts";
import { recordings } from "../../recordings/recordings.ts";
import { engineOf, type RecordedEngine } from "./recordedEngine.ts";

const process = hostPid(3317);
const leader = recordings["two-containers"].tasks.find(({ numbers }) => numbers[0] === process.nr);
const thread = { ...leader, numbers: [3400, 44], process: process.nr, name: "worker" } as RecordedTask;
const pid = hostPid(3400);
const fork = { is: "fork", at: 0, pid, process, parent: process } as const;
const exit = { is: "exit", at: 0, pid, process, ending: { code: 0 } } as const;

/** Until so many milliseconds of the clock have passed: what happens in the same one has no order. */
async function pass(milliseconds: number): Promise<string> {
  const end = Date.now() + milliseconds;
  while (Date.now() <= end) await new Promise((settle) => setImmediate(settle));
  return new Date(end).toISOString();
}

describe("a thread", () => {
  let state: string;
  let made: RecordedEngine;
  const past = (words: string, at: string): ReturnType<Engine["past"]> => made.engine.past(words, at);

  beforeEach(() => {
    state = mkdtempSync(path.join(tmpdir(), "pspace-threads-"));
    made = engineOf("two-containers", { state });
  });
  afterEach(() => {
    made.engine.stop();
    rmSync(state, { recursive: true, force: true });
  });

  it("that came and went is remembered by all its names", async () => {
    const { engine, kernel } = made;
    await engine.watch(true);
    const before = await pass(5);
    kernel.put(thread);
    kernel.emit([fork, { is: "renamed", at: 0, pid, name: "worker" }]);
    const then = await pass(80);
    kernel.remove(3400);
    kernel.emit([exit]);
    await pass(5);
    for (const words of ["db:44", "host:3400"]) {
      const answer = await past(words, then);
      assert.ok(answer.is === "ended", `${words}: ${JSON.stringify(answer)}`);
      assert.deepEqual([answer.life.name, answer.life.how], ["worker", { code: 0 }]);
    }
    assert.equal((await past("db:44", before)).is, "noSuchTask");
    assert.equal((await past("db:45", then)).is, "noSuchTask");
  });

  it("that lived already when somebody began to watch is remembered too", async () => {
    const { engine, kernel } = made;
    kernel.put(thread);
    await engine.watch(true);
    const then = await pass(80);
    kernel.remove(3400);
    kernel.emit([exit]);
    await pass(5);
    assert.equal((await past("db:44", then)).is, "ended");
  });

  it("that was gone before it could be looked at makes that time unknown", async () => {
    const { engine, kernel } = made;
    await engine.watch(true);
    const before = await pass(5);
    await pass(80);
    const then = await pass(0);
    kernel.emit([fork, exit]);
    await pass(5);
    assert.equal((await past("db:44", before)).is, "noSuchTask");
    assert.equal((await past("db:44", then)).is, "notVisible");
  });

  it("ends when its process begins another program", async () => {
    const { engine, kernel } = made;
    kernel.put(thread);
    await engine.watch(true);
    const then = await pass(80);
    kernel.remove(3400);
    kernel.emit([{ is: "exec", at: 0, pid: process }]);
    await pass(5);
    assert.equal((await past("db:44", then)).is, "ended");
  });

  it("that nobody knew makes the whole watch unknown when it ends", async () => {
    const { engine, kernel } = made;
    await engine.watch(true);
    const then = await pass(80);
    kernel.emit([exit]);
    await pass(5);
    assert.equal((await past("db:44", then)).is, "notVisible");
  });
});
