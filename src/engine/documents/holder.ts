/**
 * Which of the tasks that held a number, one after another, a line means that was written at some moment. Pure.
 *
 * A task writes while it lives, but what it wrote is stamped a little later; others tell of its beginning just after
 * it, and of its end after it.
 */
import type { Moment } from "./clock.ts";
import type { Tells } from "./format.ts";

/** From when to when a task lived, in milliseconds since the epoch; `end` is absent while it does. */
export interface Span {
  readonly start: number;
  readonly end?: number;
}

export type Choice<S extends Span> =
  | { readonly is: "one"; readonly one: S }
  /** The number changed hands within the time that the line may mean. */
  | { readonly is: "several"; readonly all: readonly S[] }
  | { readonly is: "none" };

/** Milliseconds by which a start may be off: the kernel counts in hundredths, and the clocks are read in turn. */
const coarse = 30;
/** Milliseconds by which a line may be stamped after its writer's end. */
const late = 2_000;
/** Milliseconds after an end in which others tell of it. */
const told = 5_000;

/** The one that is meant; `spans` are those of one number, in any order. */
export function chooseSpan<S extends Span>(spans: readonly S[], moment: Moment, tells: Tells): Choice<S> {
  const lived = spans.filter(
    ({ start, end }) => start - coarse < moment.until && (end ?? Infinity) + coarse >= moment.from,
  );
  if (tells === "ended") {
    const dying = spans.filter(
      ({ end }) => end !== undefined && end >= moment.from - told && end < moment.until + late,
    );
    const last = latest(dying.filter(({ end = Infinity }) => end < moment.until + coarse)) ?? dying[0];
    if (last) return { is: "one", one: last };
  }
  if (tells === "began") {
    const born = spans.filter(({ start }) => start >= moment.from - late && start < moment.until + late);
    const nearest = born.toSorted((a, b) => distance(a, moment) - distance(b, moment))[0];
    if (nearest) return { is: "one", one: nearest };
  }
  const [only, ...more] = lived;
  if (only && more.length === 0) return { is: "one", one: only };
  if (only) return { is: "several", all: lived };
  const before = latest(spans.filter(({ end }) => end !== undefined && end < moment.from && end >= moment.from - late));
  return before ? { is: "one", one: before } : { is: "none" };
}

/** The next who held the number after a span; absent where nobody did. */
export function nextAfter<S extends Span>(spans: readonly S[], { end }: Span): S | undefined {
  if (end === undefined) return undefined;
  return spans.filter(({ start }) => start + coarse >= end).toSorted((a, b) => a.start - b.start)[0];
}

function latest<S extends Span>(spans: readonly S[]): S | undefined {
  return spans.toSorted((a, b) => (b.end ?? Infinity) - (a.end ?? Infinity))[0];
}

const distance = ({ start }: Span, { from, until }: Moment): number =>
  start < from ? from - start : Math.max(0, start - until);
