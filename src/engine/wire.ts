/** The model's words as they travel. Nothing is decided here. */
import type { Pid, SpaceId } from "../model/pid.ts";
import type { Space } from "../model/space.ts";
import type { Tuple } from "../model/task.ts";
import type { GuardOf, OpenedOf } from "../model/way.ts";
import type {
  WireBelow,
  WireChange,
  WireGuard,
  WireOpened,
  WirePid,
  WireSpace,
  WireTask,
  WireTuple,
} from "../protocol/wire.ts";
import type { BelowAnswer } from "./answers.ts";
import type { Change } from "./change.ts";
import type { ListedTask } from "./spaces/taskList.ts";

/** What translation must ask of the engine. */
export interface Called {
  readonly nameOf: (space: SpaceId) => string;
  readonly referenceOf: (space: SpaceId) => string;
}

export const writePid = ({ space, nr }: Pid): WirePid => ({ space, nr });

export function writeSpace(space: Space, called: Called): WireSpace {
  const { id, identity, name, container, parent, flags, numbering, pidns, tasks, frozen, provenance } = space;
  return {
    id,
    identity,
    name,
    reference: called.referenceOf(id),
    ...(container ? { runtime: container.runtime, container: container.id } : {}),
    ...(container?.group ? { group: container.group } : {}),
    ...(parent === undefined ? {} : { parent }),
    flags,
    numbering,
    ...(pidns === undefined ? {} : { pidns }),
    tasks,
    ...(frozen ? { frozen } : {}),
    provenance,
  };
}

export function writeTuple({ pid, provenance }: Tuple, called: Called): WireTuple {
  return { ...writePid(pid), name: called.nameOf(pid.space), provenance };
}

export function writeTask({ task, pid }: ListedTask, called: Called): WireTask {
  const { id, name, state, uid, command, start, tuples, space, parent, terminal, process } = task;
  const [inHost] = tuples;
  return {
    id,
    name,
    state,
    uid,
    command,
    start,
    pid: writePid(pid),
    host: writePid(inHost?.pid ?? pid),
    tuples: tuples.map((tuple) => writeTuple(tuple, called)),
    member: space,
    ...(parent ? { parent: writePid(parent) } : {}),
    ...(terminal ? { terminal } : {}),
    ...(process ? { process: writePid(process) } : {}),
  };
}

export function writeBelow(answer: BelowAnswer): WireBelow {
  if (typeof answer === "string") return { is: answer };
  if (!("size" in answer)) return answer;
  const { bytes, ...rest } = answer;
  return { ...rest, ...(bytes ? { bytes: Buffer.from(bytes).toString("base64") } : {}) };
}

export function writeOpened(opened: OpenedOf<Pid>): WireOpened {
  if (opened.is !== "opened" || opened.proof.by !== "inspector") return opened;
  return { ...opened, proof: { ...opened.proof, own: writePid(opened.proof.own) } };
}

export function writeGuard(guard: GuardOf<Pid>): WireGuard {
  return guard.is === "notTraced" && guard.by ? { is: "notTraced", by: writePid(guard.by) } : guard;
}

export function writeChange({ generation, spaces, goneSpaces, tasks, goneTasks }: Change, called: Called): WireChange {
  return {
    generation,
    spaces: spaces.map((space) => writeSpace(space, called)),
    goneSpaces,
    tasks: tasks.map((task) => writeTask(task, called)),
    goneTasks: goneTasks.map(({ id, name, tuples, how, unseen }) => ({
      id,
      name,
      tuples: tuples.map((tuple) => writeTuple(tuple, called)),
      ...(how ? { how } : {}),
      ...(unseen ? { unseen } : {}),
    })),
  };
}
