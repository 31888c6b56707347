/**
 * Tasks that were asked about before, each held open with the numbers that it was found to have. A task keeps its
 * numbers while it lives, so one question to the hold (is it still there?) proves them all: fewer system calls than
 * asking again. Bounded; one that was not asked about lately goes first.
 */
import type { Pid, SpaceId } from "../../model/pid.ts";
import type { TaskId } from "../../model/task.ts";
import type { Hold } from "../kernel/kernel.ts";

/** How many are held at most: one file descriptor each. */
const bound = 256;

/** A task, and its number as seen from the space asked for. */
export interface Located {
  readonly id: TaskId;
  /** Its number in `host`. */
  readonly task: Pid;
  readonly pid: Pid;
}

interface Known {
  readonly hold: Hold;
  readonly seen: Map<SpaceId, Located>;
  isFresh: boolean;
}

export class KnownTasks {
  readonly #known = new Map<SpaceId, Map<number, Known>>();
  #order: { readonly pid: Pid; readonly known: Known }[] = [];
  #about: object | undefined;

  constructor(private readonly limit = bound) {}

  /** Forgets everything when spaces came or went since: a name may mean another one now. */
  keepOnlyFor(structure: object): void {
    if (this.#about !== structure) this.close();
    this.#about = structure;
  }

  /** Proved by this very call; absent where it was not asked before, or the task is gone. */
  find(pid: Pid, to: SpaceId): Located | undefined {
    const known = this.#known.get(pid.space)?.get(pid.nr);
    const located = known?.seen.get(to);
    if (!known || !located) return undefined;
    if (known.hold.alive()) {
      known.isFresh = true;
      return located;
    }
    this.#known.get(pid.space)?.delete(pid.nr);
    known.hold.release();
    return undefined;
  }

  /** Takes over the hold, or releases it where the task is held already. */
  keep(pid: Pid, hold: Hold, located: Located): void {
    const there = this.#known.get(pid.space) ?? new Map<number, Known>();
    this.#known.set(pid.space, there);
    const before = there.get(pid.nr);
    if (before?.hold.id === hold.id) {
      hold.release();
      before.seen.set(located.pid.space, located);
      return;
    }
    before?.hold.release();
    const known: Known = { hold, seen: new Map([[located.pid.space, located]]), isFresh: false };
    there.set(pid.nr, known);
    this.#order.push({ pid, known });
    if (this.#order.length > this.limit) this.#evict();
  }

  /** Lets go of all. */
  close(): void {
    for (const { known } of this.#order) known.hold.release();
    this.#known.clear();
    this.#order = [];
  }

  /** Down to half: of those that were not asked about since the last time the oldest first, then of the others. */
  #evict(): void {
    const idle = this.#order.filter(({ known }) => !known.isFresh);
    const all = [...idle, ...this.#order.filter(({ known }) => known.isFresh)];
    for (const { pid, known } of all.splice(0, all.length - (this.limit >> 1))) {
      known.hold.release();
      const there = this.#known.get(pid.space);
      if (there?.get(pid.nr) === known) there.delete(pid.nr);
    }
    for (const { known } of all) known.isFresh = false;
    this.#order = all;
  }
}
