/**
 * Numbers that change hands all the time: a namespace of four hundred numbers, in which tasks come and go as fast as
 * they can. Whatever the engine finds or holds must be the task that has the number; who stays must never be missed.
 * Each run goes on for a minute and a hundred thousand lookups, whichever takes longer (on a slow machine at most two
 * minutes and a half). Shorter: PSPACE_CHURN_SECONDS.
 */
import assert from "node:assert/strict";
import type { Engine } from "../../src/engine/engine.ts";
import type { Door, Kernel } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { host, namespaceSpace, pidIn } from "../../src/model/pid.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { churn, hasOwnLimit, reused, stayingNumbers, type Churning } from "../support/churn.ts";
import { countingLost } from "../support/lost.ts";
import { namespaceOf } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { at, there } from "./kernelPaths.ts";

const seconds = Number(process.env["PSPACE_CHURN_SECONDS"] ?? 60);
const least = seconds < 60 ? 1000 : 100_000;
/** A machine that is too slow for so many lookups stops after so many seconds, and the number printed says so. */
const most = 2.5 * seconds;
/** Lookups at the same time. */
const inFlight = 8;

interface Tally {
  asked: number;
  found: number;
  /** What ended in neither a task nor "nobody": not visible, ambiguous. */
  refused: number;
  readonly wrong: string[];
}

/** Asks one engine, and compares with what the kernel says through a door of the test's own. */
class Questions {
  readonly tally: Tally = { asked: 0, found: 0, refused: 0, wrong: [] };

  constructor(
    readonly engine: Engine,
    /** Calls tasks as the engine does. */
    readonly kernel: Kernel,
    readonly door: Door,
    /** Numbers of those that stay, and who they are. */
    readonly staying: ReadonlyMap<number, number>,
  ) {}

  /** Every tenth is about a task that stays. */
  async ask(turn: number): Promise<void> {
    const nr = turn % 10 === 0 ? (stayingNumbers[(turn / 10) % stayingNumbers.length] ?? 1) : numberFor(turn);
    this.tally.asked += 1;
    await (turn % 2 === 0 ? this.#hold(nr) : this.#find(nr));
    this.#locate(nr);
  }

  /** What is held and lives has its number for as long; then nobody else can have it. */
  async #hold(nr: number): Promise<void> {
    const held = await this.engine.hold(`${this.door.namespace}:${nr}`);
    if (held.is !== "found") {
      this.#missed(nr, held.is);
      return;
    }
    this.tally.found += 1;
    const { hold, task } = held.subject;
    const holder = this.door.toHost(nr);
    const isRight = holder !== "absent" && holder.nr === hold.pid.nr && task.id === hold.id;
    if (hold.alive() && !isRight) this.tally.wrong.push(`held ${task.id} for ${nr}`);
    this.#compare(nr, hold.pid.nr);
    this.engine.release(held.hold);
  }

  /** A task that was found and is still there is the one that has the number. */
  async #find(nr: number): Promise<void> {
    const found = await this.engine.resolve(`${this.door.namespace}:${nr}`);
    if (found.is !== "found") {
      this.#missed(nr, found.is);
      return;
    }
    this.tally.found += 1;
    const number = this.door.fromHost(found.pid);
    if (this.kernel.identify(found.pid) === found.task.id && number !== nr) {
      this.tally.wrong.push(`found ${found.task.id} for ${nr}, and it has ${number}`);
    }
    this.#compare(nr, found.pid.nr);
  }

  /** By ioctl and an open hold alone, where there is a door. */
  #locate(nr: number): void {
    const space = namespaceSpace(this.door.namespace);
    const pid = space && pidIn(space, nr);
    const located = pid && this.engine.locate(pid, host);
    if (!located) return;
    const number = this.door.fromHost(located.pid);
    if (this.kernel.identify(located.pid) === located.id && number !== nr) {
      this.tally.wrong.push(`located ${located.id} for ${nr}, and it has ${number}`);
    }
    this.#compare(nr, located.pid.nr);
  }

  #compare(nr: number, outside: number): void {
    const known = this.staying.get(nr);
    if (known !== undefined && known !== outside) this.tally.wrong.push(`${outside} for ${nr}, which ${known} has`);
  }

  #missed(nr: number, is: string): void {
    if (is !== "noSuchTask") this.tally.refused += 1;
    else if (this.staying.has(nr)) this.tally.wrong.push(`nobody for ${nr}, which ${this.staying.get(nr)} has`);
  }
}

const numberFor = (turn: number): number => reused.from + (turn % (reused.below - reused.from));

/** A share of the time goes to `slow`, whose lookups are dear; events are heard in between. */
async function askAll(fast: Questions, slow: Questions | undefined): Promise<void> {
  const start = Date.now();
  const passed = (): number => (Date.now() - start) / 1000;
  let spent = 0;
  for (let turn = 0; passed() < seconds || (fast.tally.asked < least && passed() < most); turn += inFlight) {
    await Promise.all(Array.from({ length: inFlight }, (_, more) => fast.ask(turn + more)));
    const begun = passed();
    if (slow && spent < begun / 4) {
      await slow.ask(slow.tally.asked);
      spent += passed() - begun;
    }
    if (turn % 400 === 0) await new Promise((settle) => setImmediate(settle));
  }
}

function report(way: string, { asked, found, refused, wrong }: Tally): void {
  console.log(`      ${way}: ${asked} lookups, ${wrong.length} wrong, ${found} found, ${refused} refused`);
  assert.deepEqual(wrong.slice(0, 20), []);
  assert.ok(found > 0, "nobody was ever found");
}

describe("numbers that change hands all the time", function () {
  this.timeout(300_000 + seconds * 5000);
  let churning: Churning | undefined;
  let door: Door | undefined;
  const staying = new Map<number, number>();

  before(async function () {
    skipIf(this, whyNot() ?? (hasOwnLimit() && openLinux().translates ? undefined : "needs Linux 6.14+ and koffi"));
    churning = await churn();
    const into = (door = there(openLinux().openDoor(at(churning.numbers[0])) as Door));
    assert.equal(into.namespace, namespaceOf(churning.numbers[0]));
    await until("its numbers have come round", () => into.toHost(200) === "absent" && into.toHost(399) !== "absent");
    for (const nr of stayingNumbers) staying.set(nr, there(into.toHost(nr)).nr);
  });
  after(async () => {
    door?.close();
    await churning?.end();
  });

  const rate = async (act: () => Promise<void>): Promise<void> => {
    const [begun, from] = [churning?.begun() ?? 0, Date.now()];
    await act();
    const came = (churning?.begun() ?? 0) - begun;
    console.log(`      ${((came * 1000) / (Date.now() - from)).toFixed(0)} tasks came and went each second`);
    assert.ok(came > 20 * (reused.below - reused.from), "the numbers hardly changed hands");
  };

  it("are never taken for another's, through the kernel and by files alone", async () => {
    assert.ok(door);
    const [native, plain] = [openLinux(), openLinux({ native: false })];
    const fast = new Questions(bareEngine(native), native, door, staying);
    const slow = new Questions(bareEngine(plain), plain, door, staying);
    await rate(() => askAll(fast, slow));
    fast.engine.stop();
    slow.engine.stop();
    report("through the kernel", fast.tally);
    report("by files alone", slow.tally);
  });

  it("are never taken for another's while events are lost all the time", async function () {
    assert.ok(door);
    const { kernel: native, lost } = countingLost(openLinux({ eventBuffer: 2048 }));
    const engine = bareEngine(native);
    await engine.watch(true);
    const questions = new Questions(engine, native, door, staying);
    await rate(() => askAll(questions, undefined));
    engine.stop();
    report(`with ${lost()} times that events were lost`, questions.tally);
    assert.ok(lost() > 0, "no event was lost: the socket was not starved");
  });
});
