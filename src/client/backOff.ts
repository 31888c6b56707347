/** When an engine that died is started again: soon, then later and later, and not for ever. Pure. */

/** Milliseconds to wait before each start after a death; when they are used up, a person must ask. */
const waits: readonly number[] = [0, 500, 2_000, 8_000, 20_000];

/** An engine that lived longer than this is forgiven what went before. */
const forgivenAfter = 120_000;

export interface BackOff {
  /** Deaths since the last one that was forgiven. */
  readonly deaths: number;
}

export const patient: BackOff = { deaths: 0 };

/** What to do after a death; `lived` is in milliseconds. `wait` is absent when it should not be started again by itself. */
export function afterDeath(before: BackOff, lived: number): { readonly next: BackOff; readonly wait?: number } {
  const deaths = lived > forgivenAfter ? 0 : before.deaths;
  const wait = waits[deaths];
  const next = { deaths: deaths + 1 };
  return wait === undefined ? { next } : { next, wait };
}
