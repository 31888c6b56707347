/** Two snapshots compared by identity: what came, what went, what is not as it was. Pure. */
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import type { Snapshot } from "./file.ts";

export interface Comparison {
  readonly spaces: Changes<WireSpace>;
  readonly tasks: Changes<WireTask>;
}

export interface Changes<Thing> {
  readonly came: readonly Thing[];
  readonly went: readonly Thing[];
  readonly changed: readonly { readonly before: Thing; readonly after: Thing }[];
}

/** Of two machines, or of two lives of one, nothing is the same. */
export function compareSnapshots(before: Snapshot, after: Snapshot): Comparison {
  return {
    spaces: changesOf(
      before.map.spaces,
      after.map.spaces,
      ({ identity }) => identity,
      ({ name }) => name,
    ),
    tasks: changesOf(
      before.tasks,
      after.tasks,
      ({ id }) => id,
      ({ name, member, uid }) => `${name} ${member} ${uid}`,
    ),
  };
}

/** `looks`: what has to be equal for a thing to be as it was. */
function changesOf<Thing>(
  before: readonly Thing[],
  after: readonly Thing[],
  identity: (thing: Thing) => string,
  looks: (thing: Thing) => string,
): Changes<Thing> {
  const was = new Map(before.map((thing) => [identity(thing), thing]));
  const is = new Set(after.map(identity));
  const stayed = after.flatMap((thing) => {
    const old = was.get(identity(thing));
    return old === undefined || looks(old) === looks(thing) ? [] : [{ before: old, after: thing }];
  });
  return {
    came: after.filter((thing) => !was.has(identity(thing))),
    went: before.filter((thing) => !is.has(identity(thing))),
    changed: stayed,
  };
}

/** A line for each difference: `-` went, `+` came, `~` is not as it was. */
export function comparisonLines({ spaces, tasks }: Comparison): readonly string[] {
  return [
    ...linesOf(spaces, (space: WireSpace) => space.reference),
    ...linesOf(tasks, (task: WireTask) => `${innermost(task)}  ${task.name}`),
  ];
}

function linesOf<Thing>({ came, went, changed }: Changes<Thing>, say: (thing: Thing) => string): readonly string[] {
  return [
    ...went.map((thing) => `- ${say(thing)}`),
    ...came.map((thing) => `+ ${say(thing)}`),
    ...changed.map((pair) => `~ ${say(pair.before)} is now ${say(pair.after)}`),
  ];
}

function innermost({ tuples, host }: WireTask): string {
  const last = tuples.at(-1);
  return last === undefined ? `host:${host.nr.toString()}` : `${last.name}:${last.nr.toString()}`;
}
