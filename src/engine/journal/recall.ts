/** Who held a tuple at a time that is past: what the records say, and where they do not say it. Pure. */
import { tupleText } from "../../model/reference.ts";
import type { Life } from "../../model/resolution.ts";
import type { Space } from "../../model/space.ts";
import type { Records, Remembered } from "./record.ts";

export type Recalled =
  | { readonly is: "held"; readonly held: Remembered }
  /** The journal watched then and ever since, and nobody who had the number is known. */
  | { readonly is: "nobody" }
  | { readonly is: "unknown"; readonly why: string };

/** A process number in one of some spaces (the same words can have named several, one after another). */
export interface PastTuple {
  readonly names: (space: Space) => boolean;
  readonly nr: number;
}

/** Milliseconds by which a start may be off: the kernel counts in hundredths, and the clocks are read in turn. */
const coarse = 30;

/** `now`: until when the answer must hold; who lives then was asked before. */
export function recallAt(records: Records, tuple: PastTuple, time: number, now: number): Recalled {
  const holders = records.lives.filter((life) => hasTuple(life, tuple));
  const held = holders.filter(({ start, end }) => start <= time && time <= end);
  const [one, ...more] = held.filter(({ start }) => start + coarse <= time);
  if (one && more.length === 0) return { is: "held", held: one };
  if (held.length > 0) return { is: "unknown", why: "the number changed hands just then" };
  const period = records.watched(time);
  if (!period) return { is: "unknown", why: "there is no journal for that time" };
  if (!period.exact) return { is: "unknown", why: "the journal only looked now and then at that time" };
  if (period !== records.periods.at(-1) || period.until < now) {
    return { is: "unknown", why: "the journal has a gap since then, in which its holder may have ended" };
  }
  if (time <= records.damagedUntil) return { is: "unknown", why: "a part of the journal cannot be read" };
  if (records.blind.some(([from, until]) => from - coarse <= time && time <= until)) {
    return { is: "unknown", why: "a task came and went just then that nobody could look at" };
  }
  return { is: "nobody" };
}

/** Who held it last; absent where nobody is remembered. */
export function recallLast(records: Records, tuple: PastTuple): Remembered | undefined {
  return records.lives.findLast((life) => hasTuple(life, tuple));
}

/** Everybody who held it, in the order of their ends. */
export function livesOf(records: Records, tuple: PastTuple): readonly Remembered[] {
  return records.lives.filter((life) => hasTuple(life, tuple));
}

function hasTuple(life: Remembered, { names, nr }: PastTuple): boolean {
  return life.tuples.some((tuple) => tuple.nr === nr && names(tuple.space));
}

/** Under the name by which it was asked for. */
export function lifeOf(held: Remembered, space: string, nr: number): Life {
  return {
    tuple: tupleText(space, nr),
    name: held.name,
    start: new Date(held.start).toISOString(),
    end: new Date(held.end).toISOString(),
    ...(held.how ? { how: held.how } : {}),
  };
}
