/** The tasks that clients keep held, so that no other can pass for them. */
import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Subject } from "./gates/gates.ts";

export class Holds {
  readonly #held = new Map<number, Subject>();
  /** What was opened for a hold: the client's private folder for it. */
  readonly #open = new Map<number, string>();
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

  opened(hold: number, folder: string): void {
    this.#open.set(hold, folder);
  }

  closed(hold: number): void {
    this.#open.delete(hold);
  }

  /** Closes what a client that is gone has left open, and removes its folders; resolves then, or after `limit` milliseconds. */
  async leave(close: (hold: number) => Promise<void>, limit = 5_000): Promise<void> {
    const left = [...this.#open];
    if (left.length === 0) return;
    const closing = Promise.allSettled(left.map(([hold]) => close(hold)));
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([closing, new Promise((done) => (timer = setTimeout(done, limit)))]);
    clearTimeout(timer);
    for (const [, folder] of left) if (isOurs(folder)) rmSync(folder, { recursive: true, force: true });
  }

  get size(): number {
    return this.#held.size;
  }

  close(): void {
    for (const hold of [...this.#held.keys()]) this.release(hold);
  }
}

/** As the extension names its private folders; another client's are its own affair. */
function isOurs(folder: string): boolean {
  return path.dirname(folder) === tmpdir() && /^pspace-\w{6}$/.test(path.basename(folder));
}
