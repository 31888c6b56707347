/** A task as the model has it, with every name that it has as a member; from one look and the structure. */
import { host, pidIn, type SpaceId } from "../../model/pid.ts";
import { isShellName } from "../../model/shell.ts";
import type { Task, Tuple } from "../../model/task.ts";
import type { Glance, Kernel } from "../kernel/kernel.ts";
import { chainTo, type Namespaces } from "./namespace.ts";
import type { TaskNumbers } from "./taskNumbers.ts";
import type { World } from "./world.ts";

export interface DescribeAsk {
  readonly kernel: Kernel;
  readonly world: World;
  readonly numbers: TaskNumbers;
}

/** A task that may be a thread. */
export function describeTask(glance: Glance, asked: DescribeAsk): Task {
  const task = describeProcess(glance, asked);
  if (asked.world.get(glance.pid)?.glance.id === glance.id) return task; // only processes are on the map
  const process = asked.kernel.readProcess(glance.pid);
  return typeof process === "string" || process.nr === glance.pid.nr ? task : { ...task, process };
}

/** A task that is known to be a process. */
export function describeProcess(glance: Glance, asked: DescribeAsk): Task {
  const { kernel, world } = asked;
  const space = asked.numbers.spaceOf(glance);
  const member = world.memberOf(glance, space);
  const numbers = space === host ? [glance.pid.nr] : asked.numbers.numbersOf(glance);
  return {
    id: glance.id,
    name: glance.name,
    state: glance.state,
    uid: glance.uid,
    command: glance.state === "Z" ? [] : kernel.readCommand(glance.pid),
    start: startOf(glance, kernel.host().bootTime),
    tuples: tuplesOf({ glance, numbers, space, member }, world.structure().namespaces),
    space: member,
    ...(glance.parent ? { parent: glance.parent } : {}),
    ...(isShellName(glance.name) && kernel.hasTerminal(glance.pid) ? { terminal: true } : {}),
  };
}

/** ISO 8601, to the kernel's hundredth of a second. */
export function startOf(glance: Glance, bootTime: number): string {
  return new Date(bootTime + glance.startTicks * 10).toISOString();
}

/** What a task's names are made of. */
export interface NamedBy {
  readonly glance: Glance;
  /** Outermost first. */
  readonly numbers: readonly number[];
  readonly space: SpaceId | undefined;
  readonly member: SpaceId;
}

/**
 * Its name in `host`, in each namespace that encloses it, in its own, and in its container where that has no
 * numbers of its own. Of a task whose namespace is not known, only the first.
 */
export function tuplesOf({ glance, numbers, space, member }: NamedBy, namespaces: Namespaces): readonly Tuple[] {
  const tuples: Tuple[] = [{ pid: glance.pid, provenance: "kernel" }];
  const chain = space === undefined ? [] : chainTo(namespaces, space);
  const own = chain.at(-1);
  if (own && numbers.length === own.depth + 1) {
    for (const one of chain) {
      const pid = one.space === host ? undefined : pidIn(one.space, numbers[one.depth] ?? 0);
      if (pid) tuples.push({ pid, provenance: glance.namespace === undefined ? "inferred" : one.provenance });
    }
  }
  const there = member === space ? undefined : pidIn(member, numbers.at(-1) ?? 0);
  if (there && member !== host) tuples.push({ pid: there, provenance: "inferred" });
  return tuples;
}
