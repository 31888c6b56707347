/**
 * Which task a person meant by a tuple that was just picked. A number can become another task's between the
 * pick and the attach; whoever attaches compares identities (law 2).
 */
import type { WireTask } from "../protocol/wire.ts";

/** Picks that are remembered; older ones are forgotten. */
const most = 32;

export class Picks {
  readonly #ids = new Map<string, string>();

  /** Remembers that `tuple` meant this task. */
  remember(tuple: string, task: WireTask): void {
    this.#ids.delete(tuple);
    this.#ids.set(tuple, task.id);
    const oldest = this.#ids.keys().next().value;
    if (this.#ids.size > most && oldest !== undefined) this.#ids.delete(oldest);
  }

  /** Whether the task that now answers to `tuple` is the one that was picked; true for a tuple that nobody picked. Asking uses the pick up. */
  confirm(tuple: string, task: WireTask): boolean {
    const meant = this.#ids.get(tuple);
    this.#ids.delete(tuple);
    return meant === undefined || meant === task.id;
  }
}
