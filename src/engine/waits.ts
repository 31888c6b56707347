/**
 * Waiting for a task that is not there yet. The kernel's guard stops what may be it; here is found out whether it really lies in the
 * space that was asked about, and until then, or where it does not, nobody stands still for long. Whoever is stopped is let go
 * by `go`, by the release of its hold, by the end of the engine, and by the guard itself when the engine is killed.
 */
import { randomInt } from "node:crypto";
import type { Pid } from "../model/pid.ts";
import type { Unresolved } from "../model/resolution.ts";
import type { Held } from "./answers.ts";
import type { ExecGuard, ExecTold, Hold, Kernel } from "./kernel/kernel.ts";
import { execWaitFor, type Whereabouts } from "./whereabouts.ts";

export interface WaitAsk {
  readonly space: string;
  /** See `fits`. */
  readonly match: string;
  /** One that is there already will do. */
  readonly orNow?: boolean;
}

/** `seldom`: nothing is stopped, for neither events nor pidfds are there; we look four times a second. */
export type HowWaited = "events" | "looks" | "seldom";

export type Begun = { readonly is: "waiting"; readonly wait: number; readonly how: HowWaited } | Unresolved;

/** `stopped`: it stands at its exec until `go`. `why` is absent where the client has ended the wait. */
export type Waited = (Held & { readonly stopped: boolean }) | { readonly is: "ended"; readonly why?: string };

/** Milliseconds. A container's name may come later than its first task. */
const pauses = { place: 100, patience: 10_000, seldom: 250 };
const sigcont = 18;

interface Wait {
  readonly asked: WaitAsk;
  guard: ExecGuard | undefined;
  /** Whom the guard has stopped, held, in case that the guard dies. */
  readonly stopped: Map<number, Hold>;
  readonly answer: Promise<Waited>;
  readonly settle: (answer: Waited) => void;
  isOver: boolean;
}

export class Waits {
  readonly #waits = new Map<number, Wait>();
  /** Which wait keeps the task of a hold stopped. */
  readonly #standing = new Map<number, { readonly wait: Wait; readonly pid: Pid }>();
  #last = randomInt(2 ** 40);

  constructor(
    private readonly kernel: Kernel,
    private readonly where: Whereabouts,
  ) {}

  /** Resolves when nothing more is missed. A space that does not exist yet is waited for too. */
  async begin(asked: WaitAsk): Promise<Begun> {
    const sought = await execWaitFor(this.where, asked.space, asked.match);
    if ("is" in sought) return sought;
    const wait = makeWait(asked);
    const guard = await this.kernel.guardExecs(sought, (told) => {
      this.#hear(wait, told);
    });
    if (guard === "unavailable") this.#lookSeldom(wait, await this.#there(asked));
    else wait.guard = guard;
    this.#last += 1;
    this.#waits.set(this.#last, wait);
    if (asked.orNow === true) void this.#takeOneThatIsThere(wait);
    return { is: "waiting", wait: this.#last, how: guard === "unavailable" ? "seldom" : guard.how };
  }

  /** Resolves when it is there, or the wait is ended. */
  async next(number: number): Promise<Waited> {
    const wait = this.#waits.get(number);
    if (!wait) return { is: "ended", why: "there is no such wait" };
    const answer = await wait.answer;
    this.#waits.delete(number);
    return answer;
  }

  /** Nobody stays stopped but one that was answered with. */
  end(number: number): void {
    const wait = this.#waits.get(number);
    if (wait) this.#end(wait, { is: "ended" });
  }

  /** Lets the task of a hold run on, where a wait has stopped it. */
  go(hold: number): void {
    const standing = this.#standing.get(hold);
    if (!standing) return;
    this.#standing.delete(hold);
    this.#letGo(standing.wait, standing.pid);
    standing.wait.guard?.close();
  }

  close(): void {
    for (const hold of [...this.#standing.keys()]) this.go(hold);
    for (const wait of this.#waits.values()) this.#end(wait, { is: "ended" });
  }

  #hear(wait: Wait, told: ExecTold): void {
    if (told.is === "over") {
      wait.guard = undefined;
      for (const hold of wait.stopped.values()) hold.signal(sigcont); // it was killed
      this.#end(wait, { is: "ended", why: "the process that waited has been killed" });
      return;
    }
    const hold = told.is === "stopped" ? this.kernel.hold(told.pid) : "absent";
    if (typeof hold !== "string") wait.stopped.set(told.pid.nr, hold);
    void this.#consider(wait, told.pid, told.is === "stopped");
  }

  /** Accepts it, or lets it go; asks again while its container has no name yet. */
  async #consider(wait: Wait, pid: Pid, stopped: boolean): Promise<void> {
    const end = Date.now() + pauses.patience;
    let tuple: string | undefined;
    while (!wait.isOver && tuple === undefined && Date.now() < end) {
      const place = await this.where.place(pid, wait.asked.space);
      if (place.is === "elsewhere") break;
      if (place.is === "inside") tuple = place.tuple;
      else await new Promise((done) => setTimeout(done, pauses.place));
    }
    const held = tuple === undefined || wait.isOver ? undefined : await this.where.hold(tuple);
    if (held?.is !== "found" || wait.isOver) {
      if (held?.is === "found") this.where.release(held.hold);
      this.#letGo(wait, pid);
      return;
    }
    wait.guard?.enough(pid);
    if (stopped) this.#standing.set(held.hold, { wait, pid });
    wait.isOver = true;
    this.#releaseOthers(wait, pid);
    if (!stopped) wait.guard?.close();
    wait.settle({ ...held, stopped });
  }

  async #takeOneThatIsThere(wait: Wait): Promise<void> {
    for (const pid of await this.#there(wait.asked)) {
      if (!wait.isOver && !wait.stopped.has(pid.nr)) await this.#consider(wait, pid, false);
    }
  }

  async #there({ space, match }: WaitAsk): Promise<readonly Pid[]> {
    return this.where.fitting(space, match);
  }

  /** `old`: those that were there before. */
  #lookSeldom(wait: Wait, old: readonly Pid[]): void {
    const known = new Set(old.map(({ nr }) => nr));
    const look = async (): Promise<void> => {
      for (const pid of await this.#there(wait.asked)) {
        if (!known.has(pid.nr) && !wait.isOver) await this.#consider(wait, pid, false);
      }
      if (!wait.isOver) setTimeout(() => void look(), pauses.seldom);
    };
    void look();
  }

  #end(wait: Wait, answer: Waited): void {
    if (!wait.isOver) {
      wait.isOver = true;
      this.#releaseOthers(wait, undefined);
      wait.guard?.close();
    }
    wait.settle(answer);
  }

  #releaseOthers(wait: Wait, but: Pid | undefined): void {
    for (const [nr, hold] of wait.stopped) {
      if (nr === but?.nr) continue;
      hold.release();
      wait.stopped.delete(nr);
    }
  }

  #letGo(wait: Wait, pid: Pid): void {
    if (wait.guard) wait.guard.go(pid);
    else wait.stopped.get(pid.nr)?.signal(sigcont);
    wait.stopped.get(pid.nr)?.release();
    wait.stopped.delete(pid.nr);
  }
}

function makeWait(asked: WaitAsk): Wait {
  let settle: (answer: Waited) => void = () => undefined;
  const answer = new Promise<Waited>((done) => (settle = done));
  return { asked, guard: undefined, stopped: new Map(), answer, settle, isOver: false };
}
