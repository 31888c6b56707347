/**
 * Tasks that have ended and that nobody has reaped yet. Nothing tells when that happens and their numbers are free, so
 * each is looked at again, ever more seldom. Pure; times are milliseconds of one clock.
 */

const first = 20;
const most = 5000;

interface Wait {
  due: number;
  pause: number;
}

export class Dying {
  readonly #waits = new Map<number, Wait>();

  add(nr: number, now: number): void {
    this.#waits.set(nr, { due: now + first, pause: first });
  }

  has(nr: number): boolean {
    return this.#waits.has(nr);
  }

  delete(nr: number): void {
    this.#waits.delete(nr);
  }

  /** Numbers to look at now; each is due again later. */
  takeDue(now: number): readonly number[] {
    const due: number[] = [];
    for (const [nr, wait] of this.#waits) {
      if (wait.due > now) continue;
      due.push(nr);
      wait.pause = Math.min(wait.pause * 2, most);
      wait.due = now + wait.pause;
    }
    return due;
  }

  /** How long until one is due; absent when nobody is dying. */
  pause(now: number): number | undefined {
    let soonest = Number.POSITIVE_INFINITY;
    for (const { due } of this.#waits.values()) soonest = Math.min(soonest, due);
    return this.#waits.size === 0 ? undefined : Math.max(1, soonest - now);
  }
}
