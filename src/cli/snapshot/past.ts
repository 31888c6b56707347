/** Who held a tuple at a time before the snapshot was taken: from who lived then, and from the journal that is in it. */
import { lifeOf, recallAt } from "../../engine/journal/recall.ts";
import { Records } from "../../engine/journal/record.ts";
import type { FoundSpace } from "../../engine/spaces/findSpace.ts";
import { findSpace } from "../../engine/spaces/findSpace.ts";
import { host } from "../../model/pid.ts";
import { tupleText, type TupleReference } from "../../model/reference.ts";
import type { WireResolution, WireTask } from "../../protocol/wire.ts";
import type { Snapshot } from "../../snapshot/file.ts";

/** Milliseconds by which a start may be off. */
const coarse = 30;

/** `living`: who had the number when the snapshot was taken. */
export function pastOf(
  snapshot: Snapshot,
  asked: { readonly reference: TupleReference; readonly at: string },
  found: FoundSpace,
  living: WireTask | undefined,
): WireResolution {
  const { reference, at } = asked;
  const { text, nr } = { text: reference.space.text, nr: reference.nr };
  const time = Date.parse(at);
  if (Number.isNaN(time)) return { is: "badWords", text: at, why: `"${at}" is not a time as ISO 8601 writes it` };
  if (time > Date.parse(snapshot.taken)) {
    return { is: "badWords", text: at, why: `${at} is after ${snapshot.taken}, when the snapshot was taken` };
  }
  const tuple = tupleText(text, nr);
  if (living && Date.parse(living.start) + coarse <= time) {
    return { is: "remembered", life: { tuple, name: living.name, start: living.start }, tuples: living.tuples };
  }
  const records = new Records();
  for (const line of snapshot.journal) records.add(line);
  const now = found.is === "found" ? found.space.identity : undefined;
  const names = (space: Parameters<typeof findSpace>[1][number]): boolean =>
    space.identity === now ||
    (reference.space.steps.length === 1 && findSpace(reference.space, [space]).is === "found");
  const recalled = recallAt(records, { names, nr }, time, Date.parse(snapshot.taken));
  if (recalled.is === "held") {
    const { held } = recalled;
    const tuples = held.tuples.map(({ space, ...rest }) => ({ ...rest, space: space.id, name: space.name }));
    return { is: "remembered", life: lifeOf(held, text, nr), tuples };
  }
  const why = recalled.is === "unknown" ? recalled.why : "no process held that number then";
  return { is: "notVisible", reference: tuple, seenFrom: found.is === "found" ? found.space.id : host, why };
}
