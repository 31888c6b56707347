/** Lookups in the past: who held a tuple then; from who lives and has lived since, and from the journal. */
import { host } from "../model/pid.ts";
import { parseTuple, tupleText, type SpaceReference, type TupleReference } from "../model/reference.ts";
import type { Life, Unresolved } from "../model/resolution.ts";
import { sameSpace, type Space } from "../model/space.ts";
import { lifeOf, type PastTuple, type Recalled } from "./journal/recall.ts";
import type { Remembered } from "./journal/record.ts";
import { findSpace } from "./spaces/findSpace.ts";
import type { FoundTask, Resolver } from "./spaces/resolve.ts";

/** The part of the journal that remembers. */
export interface Memory {
  readonly at: (tuple: PastTuple, time: number) => Promise<Recalled>;
  readonly last: (tuple: PastTuple) => Remembered | undefined;
  /** Everybody who held it and has ended, as far as is written. */
  readonly lives: (tuple: PastTuple) => readonly Remembered[];
  readonly startOf: (ticks: number) => number;
}

export interface PastParts {
  readonly resolver: Resolver;
  /** Absent where nothing can be kept. */
  readonly memory: Memory | undefined;
}

export type PastAnswer =
  | { readonly is: "living"; readonly found: FoundTask; readonly start: number }
  | { readonly is: "ended"; readonly life: Life; readonly held: Remembered }
  | Unresolved;

/** What the past alone can say. */
type Recollection = Exclude<PastAnswer, { readonly is: "living" }>;

/** Milliseconds by which a start may be off. */
const coarse = 30;

/** Who held a tuple at a time (ISO 8601). */
export async function resolvePast(words: string, at: string, parts: PastParts): Promise<PastAnswer> {
  const time = Date.parse(at);
  const reference = parseTuple(words);
  if ("bad" in reference) return { is: "badWords", text: words, why: reference.bad };
  if (Number.isNaN(time)) return { is: "badWords", text: at, why: `"${at}" is not a time as ISO 8601 writes it` };
  if (time > Date.now()) return { is: "badWords", text: at, why: `${at} is still to come` };
  const { resolver, memory } = parts;
  const now = await resolver.task(words);
  if (now.is === "badWords" || now.is === "ambiguousSpace" || now.is === "ambiguousTask") return now;
  if (now.is === "found") {
    const start = memory?.startOf(now.glance.startTicks) ?? Number.POSITIVE_INFINITY;
    if (start + coarse <= time) return { is: "living", found: now, start };
  }
  return recall(reference, time, parts);
}

/** From the journal. */
async function recall(reference: TupleReference, time: number, parts: PastParts): Promise<Recollection> {
  const living = await parts.resolver.space(reference.space.text);
  return recallIn(living.is === "found" ? living.space : undefined, reference, time, parts.memory);
}

/** The same where it is known already which space the words name now, or that they name none. */
export async function recallIn(
  space: Space | undefined,
  { space: words, nr }: TupleReference,
  time: number,
  memory: Memory | undefined,
): Promise<Recollection> {
  const recalled: Recalled = (await memory?.at({ names: namedBy(words, space), nr }, time)) ?? noMemory;
  if (recalled.is === "held") {
    const { held } = recalled;
    return { is: "ended", life: lifeOf(held, words.text, nr), held };
  }
  const reference = tupleText(words.text, nr);
  if (recalled.is === "nobody")
    return space ? { is: "noSuchTask", reference } : { is: "noSuchSpace", space: words.text };
  return { is: "notVisible", reference, seenFrom: space?.id ?? host, why: recalled.why };
}

const noMemory: Recalled = { is: "unknown", why: "nothing is remembered: there is no folder to keep a journal in" };

/** Which remembered spaces the words mean: the one that they name now, and those that would have been named so. */
export function namedBy(reference: SpaceReference, now: Space | undefined): (space: Space) => boolean {
  return (space) => {
    if (now && sameSpace(space, now)) return true;
    return reference.steps.length === 1 && findSpace(reference, [space]).is === "found";
  };
}
