/** A storm of forks, each gone at once, while the engine is also asked: every one of them is told, and told once. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { countingLost } from "../support/lost.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";

const forks = 8000;
/** More than any machine can: as fast as it goes. */
const rate = 1e9;

describe("a storm of forks", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-storm-"));
  const program = path.join(folder, "forker");

  before(async function () {
    const listener = await openLinux().listen(() => undefined);
    skipIf(this, listener === "unavailable" ? "nothing is told here" : undefined);
    if (listener !== "unavailable") listener.close();
    execFileSync("gcc", ["-O1", "-o", program, path.resolve("test/bench/programs/forker.c")]);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is told whole", async () => {
    const { kernel, lost } = countingLost(openLinux());
    const engine = bareEngine(kernel);
    /** By identity: the number in `host`. */
    const told = new Map<string, number>();
    const ended: string[] = [];
    let name = "";
    engine.onChange(({ tasks, goneTasks }) => {
      for (const { task } of tasks) if (task.name === name) told.set(task.id, task.tuples[0]?.pid.nr ?? 0);
      for (const gone of goneTasks.filter((one) => one.name === name)) {
        told.set(gone.id, gone.tuples[0]?.pid.nr ?? 0);
        ended.push(gone.id);
        if (gone.unseen) assert.equal(gone.how?.code, 0, "how it ended is all that is known of it");
      }
    });
    await engine.watch(true);
    const child = spawn(program, [`${forks}`, `${rate}`], { stdio: ["ignore", "pipe", "inherit"] });
    name = `storm-${child.pid ?? 0}`;
    const printed = text(child.stdout);
    for (let isOver = false; !isOver;) {
      await engine.spaces(); // looks at everything, whatever has been told of it
      isOver = await Promise.race([printed.then(() => true), new Promise<false>((go) => setTimeout(go, 20, false))]);
    }
    const forked = (await printed).trim().split("\n").slice(1).map(Number);
    // the forker has the name too
    await until("all of them have ended", () => new Set(ended).size > forks || lost() > 0);
    engine.stop();
    assert.equal(lost(), 0, "the kernel had no room for events");
    assert.equal(forked.length, forks);
    assert.deepEqual([...told.values()].sort(), [...forked, child.pid ?? 0].sort());
    assert.equal(ended.length, forks + 1, "each ended once");
  });
});
