/**
 * Tasks of which the kernel has told the birth, and which nobody has looked at yet. What came and went in between is
 * known by what was told of it alone: its number in `host`, whose child it was, when, and how it ended. Pure.
 */
import type { Pid } from "../model/pid.ts";
import type { Ending } from "../model/resolution.ts";
import { taskId } from "../model/task.ts";
import type { GoneTask } from "./change.ts";

export interface Birth {
  readonly pid: Pid;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** It has its parent's name until it runs another program or is renamed; "": not known. */
  name: string;
  how?: Ending;
}

export class Newborn {
  readonly #births = new Map<number, Birth>();
  readonly #passed: Birth[] = [];
  #count = 0;

  /** Who had the number before has gone unseen. */
  fork(pid: Pid, name: string, at: number): void {
    this.#pass(pid.nr);
    this.#births.set(pid.nr, { pid, at, name });
  }

  /** What it is called now; nothing is remembered of a task that was looked at. */
  rename(pid: Pid, name: string): void {
    const birth = this.#births.get(pid.nr);
    if (birth) birth.name = name;
  }

  exit(pid: Pid, how: Ending): void {
    const birth = this.#births.get(pid.nr);
    if (birth) birth.how = how;
  }

  nameOf(pid: Pid): string | undefined {
    return this.#births.get(pid.nr)?.name;
  }

  /** Somebody looks: what was told of the birth under this number, which is then no secret any more. */
  take(nr: number): Birth | undefined {
    const birth = this.#births.get(nr);
    this.#births.delete(nr);
    return birth;
  }

  /** The task was not there any more when somebody looked. */
  missed(birth: Birth): void {
    this.#passed.push(birth);
  }

  /** Those that nobody has seen, since the last time. */
  takePassed(): readonly Birth[] {
    return this.#passed.splice(0);
  }

  /** As it is told. Its identity is only ours: nobody can ask for it. */
  goneTask({ pid, at, name, how }: Birth): GoneTask {
    this.#count += 1;
    const id = taskId(`unseen-${at}-${pid.nr}-${this.#count}`);
    const start = new Date(at).toISOString();
    return { id, name, start, tuples: [{ pid, provenance: "kernel" }], ...(how ? { how } : {}), unseen: true };
  }

  #pass(nr: number): void {
    const birth = this.take(nr);
    if (birth) this.#passed.push(birth);
  }
}
