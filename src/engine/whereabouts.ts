/** Whether a task that has just begun lies in the space that is waited for: what a wait must ask of the map. */
import { host, type Pid } from "../model/pid.ts";
import type { Unresolved } from "../model/resolution.ts";
import type { Space } from "../model/space.ts";
import type { Task } from "../model/task.ts";
import { fits } from "../model/match.ts";
import type { Held } from "./answers.ts";
import type { ExecWait } from "./kernel/execWait.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Atlas } from "./spaces/atlas.ts";
import { describeTask } from "./spaces/describe.ts";
import type { FoundSpace } from "./spaces/findSpace.ts";
import { tasksIn } from "./spaces/taskList.ts";

/** `unclear`: ask again, its container may get its name yet. */
export type Placed =
  { readonly is: "inside"; readonly tuple: string } | { readonly is: "elsewhere" } | { readonly is: "unclear" };

export interface Whereabouts {
  readonly spaces: () => readonly Space[];
  readonly find: (words: string) => Promise<FoundSpace>;
  readonly place: (pid: Pid, words: string) => Promise<Placed>;
  /** What is there already, in numbers of the host; none where there is no such space. */
  readonly fitting: (words: string, match: string) => Promise<readonly Pid[]>;
  readonly hold: (tuple: string) => Promise<Held | Unresolved>;
  readonly release: (hold: number) => void;
}

/** What the guard must look for. A space that is not there yet may be any that is new. */
export async function execWaitFor(where: Whereabouts, words: string, match: string): Promise<ExecWait | Unresolved> {
  const found = await where.find(words);
  if (found.is !== "found" && found.is !== "noSuchSpace") return found;
  const space = found.is === "found" ? found.space : undefined;
  const others = where
    .spaces()
    .filter((one) => one.flags.virtualPids && !(space && isWithin(one, space, where.spaces())));
  const container = space ? space.container?.id : /:\/\/(.+)$/.exec(words)?.[1];
  return {
    match,
    anywhere: space?.id === host,
    others: others.flatMap(({ pidns }) => (pidns === undefined ? [] : [pidns])),
    ...(space?.flags.virtualPids === true && space.pidns !== undefined ? { namespace: space.pidns } : {}),
    ...(container === undefined ? {} : { container }),
  };
}

/** Whether one is the other, or lies in it. */
function isWithin(one: Space, other: Space, all: readonly Space[]): boolean {
  for (let at: Space | undefined = one; at;) {
    if (at.id === other.id) return true;
    const { parent }: Space = at;
    at = parent === undefined ? undefined : all.find(({ id }) => id === parent);
  }
  return false;
}

export interface MapParts {
  readonly kernel: Kernel;
  readonly atlas: Atlas;
  readonly find: (words: string) => Promise<FoundSpace>;
  readonly hold: (tuple: string) => Promise<Held | Unresolved>;
  readonly release: (hold: number) => void;
}

export function whereaboutsBy({ kernel, atlas, find, hold, release }: MapParts): Whereabouts {
  const reading = () => ({ kernel, world: atlas.world, numbers: atlas.numbers });
  return {
    spaces: () => atlas.spaces(),
    find,
    hold,
    release,
    place: async (pid, words) => {
      await atlas.refresh();
      const glance = kernel.glance(pid);
      if (typeof glance === "string") return { is: "elsewhere" };
      const found = await find(words);
      const task = describeTask(glance, reading());
      const space = found.is === "found" ? found.space : undefined;
      const nr = space && numberIn(task, space);
      if (space && nr !== undefined) return { is: "inside", tuple: `${atlas.reference(space.id)}:${nr.toString()}` };
      return isSettled(atlas.space(task.space), space) ? { is: "elsewhere" } : { is: "unclear" };
    },
    fitting: async (words, match) => {
      await atlas.refresh();
      const found = await find(words);
      if (found.is !== "found") return [];
      const fit = tasksIn(found.space, reading()).filter(
        ({ task }) => fits(task, match) && task.state !== "Z" && numberIn(task, found.space) !== undefined,
      );
      return fit.flatMap(({ task }) => task.tuples.slice(0, 1).map(({ pid }) => pid));
    },
  };
}

/** Of a container without numbers of its own only its members are meant: what it sees besides are the others' tasks. */
function numberIn(task: Task, space: Space): number | undefined {
  if (!space.flags.virtualPids && task.space !== space.id) return undefined;
  return task.tuples.find(({ pid }) => pid.space === space.numbering)?.pid.nr;
}

/** Whether no later look will place the task elsewhere: its home has its name already, or the wanted space is an anonymous one. */
function isSettled(home: Space | undefined, wanted: Space | undefined): boolean {
  if (home?.id === host || home?.container?.name !== undefined) return true;
  return wanted !== undefined && wanted.container === undefined;
}
