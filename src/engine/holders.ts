/**
 * Who a number in a text means: of those who held it, the one who did when the line was written. From who lives now
 * and, for the past, from the journal.
 */
import { parseTuple, type TupleReference } from "../model/reference.ts";
import type { Life, Unresolved } from "../model/resolution.ts";
import type { Space } from "../model/space.ts";
import type { Task } from "../model/task.ts";
import type { HolderOf } from "../model/text.ts";
import type { Moment } from "./documents/clock.ts";
import type { Tells } from "./documents/format.ts";
import { chooseSpan, nextAfter, type Span } from "./documents/holder.ts";
import { lifeOf } from "./journal/recall.ts";
import type { Remembered } from "./journal/record.ts";
import { namedBy, recallIn, type PastParts } from "./past.ts";
import type { FoundTask } from "./spaces/resolve.ts";

export type Holder = HolderOf<Task, Remembered["tuples"][number]>;

export interface HolderParts extends PastParts {
  readonly describe: (found: FoundTask) => Task;
}

/** A line's word about a number: when it was written (absent: it does not say) and what it tells. */
export interface Said {
  readonly moment: Moment | undefined;
  readonly tells: Tells;
}

type Candidate = Span & ({ readonly found: FoundTask } | { readonly held: Remembered });

/** `away`: why the tuple's space is not there, where that is known; it is not looked for again then. */
export async function findHolder(words: string, said: Said, parts: HolderParts, away?: Unresolved): Promise<Holder> {
  const { moment, tells } = said;
  const reference = parseTuple(words);
  if ("bad" in reference) return { is: "badWords", text: words, why: reference.bad };
  const now = away ?? (await parts.resolver.task(words));
  if (now.is === "ambiguousSpace" || now.is === "ambiguousTask" || now.is === "badWords") return now;
  const found = now.is === "found" ? now : undefined;
  // Who lives and lived then needs no memory; a line about an end may mean the one before.
  const alive = found && candidateOf(found, parts);
  if (alive && tells !== "ended" && (!moment || alive.start < moment.from))
    return living(alive.found, alive.start, parts);
  const space = away ? undefined : await spaceOf(reference, parts);
  const spans = [...remembered(reference, space, parts), ...(alive ? [alive] : [])];
  if (!moment) return latest(spans, reference, parts) ?? unresolved(now);
  const chosen = chooseSpan(spans, moment, tells);
  if (chosen.is === "one") return holderOf(chosen.one, spans, { reference, parts });
  if (chosen.is === "several") return { is: "several", lives: chosen.all.map((one) => lifeFor(one, reference, parts)) };
  return whyNobody(reference, moment, space, parts);
}

interface About {
  readonly reference: TupleReference;
  readonly parts: HolderParts;
}

function holderOf(one: Candidate, spans: readonly Candidate[], { reference, parts }: About): Holder {
  if ("found" in one) return living(one.found, one.start, parts);
  const next = nextAfter(spans, one);
  const life = lifeFor(one, reference, parts);
  const since = next && lifeFor(next, reference, parts);
  return { is: "ended", life, tuples: one.held.tuples, ...(since ? { since } : {}) };
}

function living(found: FoundTask, start: number, parts: HolderParts): Holder {
  return { is: "living", tuple: found.tuple, task: parts.describe(found), began: new Date(start).toISOString() };
}

/** Without a time: who lives, else who held the number last. */
function latest(spans: readonly Candidate[], reference: TupleReference, parts: HolderParts): Holder | undefined {
  const last = spans.toSorted((a, b) => a.start - b.start).at(-1);
  return last && holderOf(last, spans, { reference, parts });
}

function candidateOf(found: FoundTask, { memory }: HolderParts): Span & { readonly found: FoundTask } {
  return { found, start: memory?.startOf(found.glance.startTicks) ?? 0 };
}

async function spaceOf({ space }: TupleReference, { resolver }: HolderParts): Promise<Space | undefined> {
  const found = await resolver.space(space.text);
  return found.is === "found" ? found.space : undefined;
}

/** Everybody of the past who held it in the space that the words name now, or that they named. */
function remembered(
  { space: words, nr }: TupleReference,
  space: Space | undefined,
  parts: HolderParts,
): readonly Candidate[] {
  const names = namedBy(words, space);
  return (parts.memory?.lives({ names, nr }) ?? []).map((held) => ({ start: held.start, end: held.end, held }));
}

function lifeFor(one: Candidate, { space, nr }: TupleReference, { describe }: HolderParts): Life {
  if ("held" in one) return lifeOf(one.held, space.text, nr);
  return { tuple: one.found.tuple, name: describe(one.found).name, start: new Date(one.start).toISOString() };
}

/** What the journal says of a time in which nobody is known to have had the number. */
async function whyNobody(
  reference: TupleReference,
  { from, until }: Moment,
  space: Space | undefined,
  { memory }: HolderParts,
): Promise<Holder> {
  const answer = await recallIn(space, reference, Math.min(until - 1, from + (until - from) / 2), memory);
  if (answer.is !== "ended") return answer;
  return { is: "ended", life: answer.life, tuples: answer.held.tuples };
}

/** With nobody at all, what the lookup of now said. */
function unresolved(now: FoundTask | Unresolved): Unresolved {
  if (now.is === "found") throw new Error("whoever lives is a candidate");
  return now;
}
