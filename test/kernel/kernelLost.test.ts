/** Events that are lost, however it comes: everything is looked at again, and nobody who watches sees it flicker. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Worker, WorkerOptions } from "node:worker_threads";
import type { Change } from "../../src/engine/change.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { openLinux, type LinuxOptions } from "../../src/engine/kernel/linux.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { churn, hasOwnLimit } from "../support/churn.ts";
import { countingLost } from "../support/lost.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";

const threads = createRequire(__filename)("node:worker_threads") as { Worker: typeof Worker };
const RealWorker = threads.Worker;

/** How many sockets of ours are open. */
const sockets = (): number =>
  readdirSync("/proc/self/fd").filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith("socket:");
    } catch {
      return false; // that of this very look
    }
  }).length;

interface Watched {
  readonly engine: Engine;
  readonly lost: () => number;
  readonly changes: readonly Change[];
  /** The threads that listen to the kernel, the youngest last. */
  readonly workers: readonly Worker[];
}

describe("events that were lost", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-lost-"));
  const slept = path.join(folder, "slept");
  /** A thread's clock that has gone on by a minute, once a file says so. */
  const sleeper = path.join(folder, "sleeper.cjs");
  let watched: Watched | undefined;

  before(async function () {
    skipIf(this, whyNot());
    const listener = await openLinux().listen(() => undefined);
    if (listener === "unavailable") {
      skipIf(this, "nothing is told here");
      return;
    }
    listener.close();
    writeFileSync(
      sleeper,
      `const os = require("node:os"), fs = require("node:fs"), uptime = os.uptime;
       os.uptime = () => uptime() + (fs.existsSync(${JSON.stringify(slept)}) ? 60 : 0);`,
    );
  });
  afterEach(async () => {
    watched?.engine.stop();
    threads.Worker = RealWorker;
    await endSpecimens(specimens);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function watch(options: LinuxOptions, worker: WorkerOptions = {}): Promise<Watched> {
    const workers: Worker[] = [];
    threads.Worker = class extends RealWorker {
      constructor(program: string | URL, given?: WorkerOptions) {
        super(program, { ...given, ...worker });
        workers.push(this);
      }
    };
    const { kernel, lost } = countingLost(openLinux(options));
    const engine = bareEngine(kernel);
    const changes: Change[] = [];
    engine.onChange((change) => changes.push(change));
    await engine.watch(true);
    return (watched = { engine, lost, changes, workers });
  }

  async function specimen(): Promise<Specimen> {
    const made = await unshareSpecimen({ depth: 2 });
    specimens.push(made);
    return made;
  }

  /** Who was there all the time is told neither as gone nor as new; who came is told. */
  async function unmoved(stays: Specimen, { changes }: Watched): Promise<void> {
    const came = await specimen();
    await until("who came is told", () =>
      came.numbers.every((nr) => changes.some(({ tasks }) => tasks.some(({ task }) => task.tuples[0]?.pid.nr === nr))),
    );
    const moved = changes.flatMap(({ tasks, goneTasks }) => [
      ...tasks.map(({ task }) => task.tuples[0]?.pid.nr),
      ...goneTasks.map(({ tuples }) => tuples[0]?.pid.nr),
    ]);
    assert.deepEqual(
      stays.numbers.filter((nr) => moved.includes(nr)),
      [],
    );
  }

  it("because there was no room for them, again and again", async function () {
    skipIf(this, hasOwnLimit() ? undefined : "needs Linux 6.14+");
    const stays = await specimen();
    const storm = await churn();
    specimens.push(storm);
    const seen = await watch({ eventBuffer: 2048 });
    await until("events were lost often", () => seen.lost() > 20);
    await unmoved(stays, seen);
  });

  it("because the thread that listened died: another one listens", async () => {
    const stays = await specimen();
    const seen = await watch({});
    const open = sockets();
    await seen.workers[0]?.terminate();
    await until("it is told, and told again when another listens", () => seen.lost() >= 2 && seen.workers.length > 1);
    await unmoved(stays, seen);
    assert.equal(sockets(), open, "the dead one's socket is closed");
  });

  it("because the machine was suspended", async () => {
    const stays = await specimen();
    const seen = await watch({}, { execArgv: ["--require", sleeper] });
    assert.equal(seen.lost(), 0);
    writeFileSync(slept, "");
    await until("the listener has noticed", () => seen.lost() > 0);
    await unmoved(stays, seen);
  });
});
