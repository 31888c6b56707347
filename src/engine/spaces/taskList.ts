/** The tasks of a space, each under its number there. */
import { host, pidIn, type Pid, type SpaceId } from "../../model/pid.ts";
import type { Space } from "../../model/space.ts";
import type { Task } from "../../model/task.ts";
import type { Glance } from "../kernel/kernel.ts";
import { describeProcess, describeTask, type DescribeAsk } from "./describe.ts";
import { encloses } from "./namespace.ts";

export interface ListedTask {
  readonly task: Task;
  /** Its number in the space that was asked about. */
  readonly pid: Pid;
}

/** The processes visible in a space, by their numbers there. One that goes meanwhile, or cannot be told to be there, is left out. */
export function tasksIn(space: Space, asked: DescribeAsk): readonly ListedTask[] {
  const { world } = asked;
  const { namespaces } = world.structure();
  const listed: ListedTask[] = [];
  for (const entry of world.entries()) {
    const inside =
      entry.member === space.id ||
      space.numbering === host ||
      (entry.space && encloses(namespaces, space.numbering, entry.space) === "yes");
    const one = inside && listTask(entry.glance, space, asked);
    if (one) listed.push(one);
  }
  return listed.sort((a, b) => a.pid.nr - b.pid.nr);
}

/** Whether a member of `member` can be seen in a space: one whose /proc hides shows its own members for certain, no others. */
export function sees(space: Space, member: SpaceId): boolean {
  return space.flags.virtualPids || space.flags.allSeeing || member === space.id;
}

function listTask(glance: Glance, space: Space, asked: DescribeAsk): ListedTask | undefined {
  const task = describeProcess(glance, asked);
  const pid = sees(space, task.space) ? numberIn(task, space) : undefined;
  if (!pid || asked.kernel.identify(glance.pid) !== glance.id) return undefined;
  return { task, pid };
}

/** From the names that the task has anyway. */
function numberIn(task: Task, space: Space): Pid | undefined {
  const named = task.tuples.find(({ pid }) => pid.space === space.numbering);
  return named && pidIn(space.id, named.pid.nr);
}

/** The threads of the process that a task is or belongs to, as seen from a space. */
export function threadsOf(glance: Glance, space: Space, asked: DescribeAsk): readonly ListedTask[] {
  const process = asked.kernel.readProcess(glance.pid);
  if (typeof process === "string") return [];
  const listed: ListedTask[] = [];
  for (const thread of asked.kernel.listThreads(process)) {
    const look = asked.kernel.glance(thread);
    if (typeof look === "string") continue;
    const task = describeTask(look, asked);
    const pid = numberIn(task, space);
    if (pid && asked.kernel.identify(thread) === look.id) listed.push({ task, pid });
  }
  return listed;
}
