/**
 * Which task a person meant by a tuple that was just picked. A number can become another task's between the
 * pick and the attach; whoever attaches compares identities (law 2).
 */
import type { WireTask } from "../protocol/wire.ts";

/** Picks that are remembered; older ones are forgotten. */
const most = 32;
/** Milliseconds for which a pick counts: whoever writes the same tuple later means whoever holds it then. */
const fresh = 60_000;

interface Pick {
  readonly id: string;
  readonly at: number;
}

export class Picks {
  readonly #picks = new Map<string, Pick>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Remembers that `tuple` meant this task. */
  remember(tuple: string, task: WireTask): void {
    this.#picks.delete(tuple);
    this.#picks.set(tuple, { id: task.id, at: this.now() });
    const oldest = this.#picks.keys().next().value;
    if (this.#picks.size > most && oldest !== undefined) this.#picks.delete(oldest);
  }

  /**
   * Whether the task that now answers to `tuple` is the one that was picked; true for a tuple that nobody picked.
   * Asking uses the pick up, also where no task answers (`undefined`): the next to have the number was not meant.
   */
  confirm(tuple: string, task: WireTask | undefined): boolean {
    const meant = this.#picks.get(tuple);
    this.#picks.delete(tuple);
    return meant === undefined || this.now() - meant.at > fresh || meant.id === task?.id;
  }
}
