/** The tasks that clients keep held, so that no other can pass for them. */
import { randomInt } from "node:crypto";
import type { Subject } from "./gates/gates.ts";

export class Holds {
  readonly #held = new Map<number, Subject>();
  /** Begins anywhere: what a client still holds of an engine that died must not be taken for a hold of ours. */
  #last = randomInt(2 ** 40);

  /** The number by which the client speaks of it from now on. */
  add(subject: Subject): number {
    this.#last += 1;
    this.#held.set(this.#last, subject);
    return this.#last;
  }

  /** Absent when it was released, or never given. */
  get(hold: number): Subject | undefined {
    return this.#held.get(hold);
  }

  release(hold: number): void {
    this.#held.get(hold)?.hold.release();
    this.#held.delete(hold);
  }

  get size(): number {
    return this.#held.size;
  }

  close(): void {
    for (const hold of [...this.#held.keys()]) this.release(hold);
  }
}
