/**
 * Numbers that change hands all the time: a namespace of four hundred numbers, in which tasks come and go as fast as
 * they can. Whatever the engine finds or holds must be the task that has the number. Longer: PSPACE_CHURN_SECONDS.
 */
import assert from "node:assert/strict";
import { release } from "node:os";
import type { Engine } from "../../src/engine/engine.ts";
import type { Door, Kernel } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { namespaceOf } from "../support/processes.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import type { Specimen } from "../support/specimen.ts";
import { at, there } from "./kernelPaths.ts";

const seconds = Number(process.env["PSPACE_CHURN_SECONDS"] ?? 20);

/** Numbers up to 400; those below 300 are never given a second time. */
const script = [
  "echo 400 > /proc/sys/kernel/pid_max",
  "while :; do sleep 1 & sleep 0.01 & sleep 0.01 & sleep 0.02; done",
].join("; ");

/** `kernel.pid_max` is each namespace's own since Linux 6.14; before, the script would change the machine's. */
function hasOwnNumbers(): boolean {
  const [major = 0, minor = 0] = release().split(".").map(Number);
  return major > 6 || (major === 6 && minor >= 14);
}

interface Tally {
  asked: number;
  found: number;
  wrong: string[];
}

class Churn {
  readonly tally: Tally = { asked: 0, found: 0, wrong: [] };
  readonly door: Door;
  readonly space: string;

  constructor(
    readonly engine: Engine,
    readonly kernel: Kernel,
    specimen: Specimen,
  ) {
    const first = specimen.numbers[0];
    this.space = namespaceOf(first);
    this.door = there(kernel.openDoor(at(first)) as Door);
  }

  /** What is held and lives has its number for as long; then nobody else can have it. */
  async hold(nr: number): Promise<void> {
    this.tally.asked += 1;
    const held = await this.engine.hold(`${this.space}:${nr}`);
    if (held.is !== "found") return;
    this.tally.found += 1;
    const { hold, task } = held.subject;
    const holder = this.door.toHost(nr);
    const isRight = holder !== "absent" && holder.nr === hold.pid.nr && task.id === hold.id;
    if (hold.alive() && !isRight) this.tally.wrong.push(`held ${task.id} for ${nr}`);
    this.engine.release(held.hold);
  }

  /** A task that was found and is still there is the one that has the number. */
  async find(nr: number): Promise<void> {
    this.tally.asked += 1;
    const found = await this.engine.resolve(`${this.space}:${nr}`);
    if (found.is !== "found") return;
    this.tally.found += 1;
    const number = this.door.fromHost(found.pid);
    if (this.kernel.identify(found.pid) === found.task.id && number !== nr) {
      this.tally.wrong.push(`found ${found.task.id} for ${nr}, and it has ${number}`);
    }
  }

  /** `breathe`: between lookups events may be heard. */
  async run(breathe: boolean): Promise<void> {
    const end = Date.now() + (seconds * 1000) / 3;
    for (let turn = 0; Date.now() < end; turn += 1) {
      const nr = 300 + (turn % 101);
      await (turn % 2 === 0 ? this.hold(nr) : this.find(nr));
      if (turn % (breathe ? 50 : 5000) === 0) await new Promise((settle) => setImmediate(settle));
    }
    this.door.close();
  }
}

describe("numbers that change hands all the time", function () {
  this.timeout(120_000 + seconds * 2000);
  let specimen: Specimen | undefined;

  before(async function () {
    if (process.getuid?.() !== 0 || !hasOwnNumbers() || !openLinux().translates) this.skip();
    const made = await unshareSpecimen({ command: ["sh", "-c", script] });
    specimen = made;
    const door = there(openLinux().openDoor(at(made.numbers[0])) as Door);
    await until("its numbers have come round", () => door.toHost(200) === "absent" && door.toHost(399) !== "absent");
    door.close();
  });
  after(() => specimen?.end());

  const ways = [
    { way: "asked through the kernel", native: true, isWatched: false, breathe: true },
    { way: "asked of files alone", native: false, isWatched: false, breathe: true },
    { way: "while events are not listened to in time", native: true, isWatched: true, breathe: false },
  ];
  for (const { way, native, isWatched, breathe } of ways) {
    it(`are never taken for another's, ${way}`, async () => {
      assert.ok(specimen);
      const engine = bareEngine(openLinux({ native }));
      if (isWatched) await engine.watch(true);
      const churn = new Churn(engine, openLinux(), specimen);
      await churn.run(breathe);
      engine.stop();
      const { asked, found, wrong } = churn.tally;
      console.log(`      ${asked} lookups, ${found} found`);
      assert.deepEqual(wrong, []);
      if (native) assert.ok(found > 0, "nobody was ever found");
    });
  }
});
