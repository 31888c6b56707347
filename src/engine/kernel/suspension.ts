/** Notices that the machine was suspended: CLOCK_BOOTTIME went on meanwhile and CLOCK_MONOTONIC did not; see clock_gettime(2). */
import { uptime } from "node:os";

/** Milliseconds; from where they count does not matter. */
export interface Clocks {
  readonly boottime: () => number;
  readonly monotonic: () => number;
}

/** Milliseconds by which the two may drift apart otherwise: they are read in turn, and one counts in hundredths. */
const drift = 1000;

const systemClocks: Clocks = { boottime: () => uptime() * 1000, monotonic: () => performance.now() };

export class Suspension {
  #ahead: number;

  constructor(private readonly clocks = systemClocks) {
    this.#ahead = this.#difference();
  }

  /** Whether the machine was suspended since the last time somebody asked. */
  hasBeen(): boolean {
    const ahead = this.#difference();
    const has = ahead - this.#ahead > drift;
    this.#ahead = ahead;
    return has;
  }

  #difference(): number {
    return this.clocks.boottime() - this.clocks.monotonic();
  }
}
