/**
 * Tasks of which the kernel has told the birth, and which nobody has looked at yet. What came and went in between is
 * known by what was told of it alone: its number in `host`, whose child it was, when, and how it ended. Pure.
 */
import type { Pid } from "../model/pid.ts";
import type { Ending } from "../model/resolution.ts";
import { taskId } from "../model/task.ts";
import type { GoneTask } from "./change.ts";
import type { Glance } from "./kernel/kernel.ts";

/** Milliseconds of a clock tick, in which a task's start is counted; an event's time is as exact. */
const tick = 10;
/** Milliseconds that may pass inside fork(2) between a task's start and the event. */
const slowest = 1000;

export interface Birth {
  readonly pid: Pid;
  /** Milliseconds since boot. */
  readonly at: number;
  /** It has its parent's name until it runs another program or is renamed; "": not known. */
  name: string;
  how?: Ending | undefined;
}

/** Whether a task began after the kernel told something, which then was about another one that had its number. */
export function isLater({ startTicks }: Pick<Glance, "startTicks">, at: number): boolean {
  return startTicks * tick > at + tick;
}

/** Whether it is the task that was born so, as far as times tell. */
export function isBirthOf(seen: Pick<Glance, "startTicks">, { at }: Birth): boolean {
  return !isLater(seen, at) && at - seen.startTicks * tick <= slowest;
}

/**
 * One that nobody has seen, as it is told. `bootTime`: milliseconds since the epoch; `turn`: of no other such task.
 * Its identity is only ours: nobody can ask for it.
 */
export function unseenTask({ pid, at, name, how }: Birth, bootTime: number, turn: number): GoneTask {
  const start = new Date(bootTime + at).toISOString();
  const id = taskId(`unseen-${start}-${pid.nr}-${turn}`);
  return { id, name, start, tuples: [{ pid, provenance: "kernel" }], ...(how ? { how } : {}), unseen: true };
}

export class Newborn {
  readonly #births = new Map<number, Birth>();
  readonly #passed: Birth[] = [];

  /** Who had the number before must have been taken. */
  fork(birth: Birth): void {
    this.#births.set(birth.pid.nr, birth);
  }

  /** What it is called now; whether it is one of them: nothing is remembered of a task that was looked at. */
  rename(pid: Pid, name: string): boolean {
    return this.#now(pid, { name });
  }

  /** Another program, whose name is not known; had the first thread ended, another one has taken its number. */
  exec(pid: Pid): boolean {
    return this.#now(pid, { name: "", how: undefined });
  }

  exit(pid: Pid, how: Ending): boolean {
    return this.#now(pid, { how });
  }

  get(nr: number): Birth | undefined {
    return this.#births.get(nr);
  }

  all(): readonly Birth[] {
    return [...this.#births.values()];
  }

  /** It is known from now on by what was seen of it. */
  take(nr: number): Birth | undefined {
    const birth = this.#births.get(nr);
    this.#births.delete(nr);
    return birth;
  }

  /** Nobody has seen it, and nobody will. */
  missed(birth: Birth): void {
    this.#passed.push(birth);
  }

  /** Those that nobody has seen, since the last time. */
  takePassed(): readonly Birth[] {
    return this.#passed.splice(0);
  }

  #now(pid: Pid, changed: Partial<Pick<Birth, "name" | "how">>): boolean {
    const birth = this.get(pid.nr);
    if (birth) Object.assign(birth, changed);
    return birth !== undefined;
  }
}
