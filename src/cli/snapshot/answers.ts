/** What a snapshot answers: the questions that only read. All others are refused with one sentence. */
import { findSpace, findSpaceByText, type FoundSpace } from "../../engine/spaces/findSpace.ts";
import type { SpaceId } from "../../model/pid.ts";
import { parseTuple, tupleText } from "../../model/reference.ts";
import { runtimeNames, type Space } from "../../model/space.ts";
import type { Handlers, ParamsOf } from "../../protocol/handlers.ts";
import type { WireHeld, WireResolution, WireSpace, WireTask, WireTasks } from "../../protocol/wire.ts";
import { offline } from "../prose.ts";
import { OutcomeError } from "../runner.ts";
import type { Snapshot } from "../../snapshot/file.ts";
import { pastOf } from "./past.ts";

/** As the engine's own lookups want a space. */
export function spaceOf(wire: WireSpace): Space {
  const { id, parent, numbering, runtime, container, pidns, ...rest } = wire;
  const known = runtimeNames.find((name) => name === runtime);
  return {
    ...rest,
    id: id as SpaceId,
    numbering: numbering as SpaceId,
    depth: 0, // not asked for by a lookup of words
    ...(parent === undefined ? {} : { parent: parent as SpaceId }),
    ...(pidns === undefined ? {} : { pidns }),
    ...(known && container !== undefined ? { container: { runtime: known, id: container, name: wire.name } } : {}),
  };
}

/** The number of a task in a space; undefined where it is not visible there. */
function numberIn(task: WireTask, space: Space): number | undefined {
  if (!space.flags.virtualPids && !space.flags.allSeeing && task.member !== space.id) return undefined;
  return task.tuples.find((tuple) => tuple.space === space.numbering)?.nr;
}

function tasksOf(snapshot: Snapshot, found: FoundSpace): WireTasks {
  if (found.is !== "found") return found;
  const { space } = found;
  const tasks = snapshot.tasks.flatMap((task) => {
    const nr = numberIn(task, space);
    return nr === undefined ? [] : [{ ...task, pid: { space: space.id, nr } }];
  });
  return { is: "found", tasks };
}

/** Processes before threads; a number is one or the other. */
const findTask = ({ tasks, threads }: Snapshot, space: Space, nr: number): WireTask | undefined =>
  [tasks, threads].flatMap((some) => some.find((task) => numberIn(task, space) === nr) ?? [])[0];

function resolutionOf(
  snapshot: Snapshot,
  spaces: readonly Space[],
  { tuple: words, seenFrom = "host", at }: ParamsOf<"resolve">,
): WireResolution {
  const reference = parseTuple(words);
  if ("bad" in reference) return { is: "badWords", text: words, why: reference.bad };
  if (at !== undefined) {
    const there = findSpace(reference.space, spaces);
    const living = there.is === "found" ? findTask(snapshot, there.space, reference.nr) : undefined;
    return pastOf(snapshot, { reference, at }, there, living);
  }
  const from = findSpaceByText(seenFrom, spaces);
  if (from.is !== "found") return from;
  const found = findSpace(reference.space, spaces);
  if (found.is !== "found") return found;
  const tuple = tupleText(referenceIn(snapshot, found.space), reference.nr);
  const task = findTask(snapshot, found.space, reference.nr);
  if (!task) return { is: "noSuchTask", reference: tuple };
  const nr = numberIn(task, from.space);
  if (nr === undefined) {
    return { is: "notVisible", reference: tuple, seenFrom: from.space.id, why: "it had no number there" };
  }
  return { is: "found", tuple, pid: { space: from.space.id, nr }, task };
}

/** The threads of the process that a tuple names, or whose thread it names. */
function threadsOf(snapshot: Snapshot, spaces: readonly Space[], tuple: string): WireTasks {
  const found = resolutionOf(snapshot, spaces, { tuple });
  if (found.is === "remembered") return { is: "noSuchTask", reference: tuple };
  if (found.is !== "found") return found;
  const { nr } = found.task.process ?? found.task.host;
  const leader = snapshot.tasks.filter(({ host }) => host.nr === nr);
  return { is: "found", tasks: [...leader, ...snapshot.threads.filter(({ process }) => process?.nr === nr)] };
}

/** Nobody takes a number in a snapshot, so that nothing has to be kept; but who is not there can be said. */
function heldIn(snapshot: Snapshot, spaces: readonly Space[], { tuple, process }: ParamsOf<"hold">): WireHeld {
  const found = resolutionOf(snapshot, spaces, { tuple });
  if (found.is === "remembered") return { is: "noSuchTask", reference: tuple };
  if (found.is !== "found") return found;
  const leader = process === true ? snapshot.tasks.find(({ host }) => host.nr === found.task.process?.nr) : undefined;
  return { is: "found", hold: 0, tuple: found.tuple, task: leader ?? found.task };
}

const referenceIn = ({ map }: Snapshot, space: Space): string =>
  map.spaces.find(({ id }) => id === space.id)?.reference ?? space.name;

export function answersOf(snapshot: Snapshot): Handlers {
  const spaces = snapshot.map.spaces.map(spaceOf);
  const cannot = (what: keyof typeof offline) => (): Promise<never> => Promise.reject(new OutcomeError(offline[what]));
  const act = cannot("act");
  return {
    spaces: () => Promise.resolve(snapshot.map),
    tasks: ({ space }) => Promise.resolve(tasksOf(snapshot, findSpaceByText(space, spaces))),
    resolve: (asked) => Promise.resolve(resolutionOf(snapshot, spaces, asked)),
    threads: ({ tuple }) => Promise.resolve(threadsOf(snapshot, spaces, tuple)),
    history: () => Promise.resolve({ lines: snapshot.journal }),
    hold: (asked) => Promise.resolve(heldIn(snapshot, spaces, asked)),
    release: () => Promise.resolve(null),
    plan: cannot("plan"),
    watch: cannot("watch"),
    waitFor: cannot("watch"),
    waited: act,
    endWait: act,
    go: act,
    signal: act,
    open: act,
    close: act,
    guard: act,
    text: act,
    connectionOwner: act,
    below: act,
    enter: act,
    name: act,
  };
}
