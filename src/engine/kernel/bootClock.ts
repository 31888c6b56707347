/**
 * The time since boot by which the kernel dates tasks (CLOCK_BOOTTIME; see clock_gettime(2)). Node reads it from a file,
 * which costs as much as a look at a task; so it is asked only when the wall clock has moved against CLOCK_MONOTONIC, as
 * it has when the machine was suspended.
 */
import { uptime } from "node:os";

/** Milliseconds. */
export interface Clocks {
  readonly boottime: () => number;
  readonly monotonic: () => number;
  readonly wall: () => number;
}

const systemClocks: Clocks = {
  boottime: () => uptime() * 1000,
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
  wall: Date.now,
};

/** Milliseconds by which wall clock and CLOCK_MONOTONIC may move against one another: they are read in turn, and one is set now and then. */
const drift = 5;

export class BootClock {
  #wallAhead = Number.NaN;
  #suspended = 0;

  constructor(private readonly clocks = systemClocks) {}

  /** Milliseconds since boot, as exact as a clock tick (10 ms). */
  now(): number {
    return this.clocks.monotonic() + this.suspended();
  }

  /** Milliseconds by which CLOCK_BOOTTIME is ahead of CLOCK_MONOTONIC. */
  suspended(): number {
    const { boottime, monotonic, wall } = this.clocks;
    const wallAhead = wall() - monotonic();
    if (Math.abs(wallAhead - this.#wallAhead) <= drift) return this.#suspended;
    this.#wallAhead = wallAhead;
    this.#suspended = boottime() - monotonic();
    return this.#suspended;
  }
}

export const bootClock = new BootClock();
