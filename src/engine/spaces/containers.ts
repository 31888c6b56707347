/**
 * Where each container is at home: whose numbers its tasks use, and whether that namespace is the container's own.
 * A container and a namespace are different things, many to many; this decides by the tasks that each has. Pure.
 */
import { containerSpace, host, type SpaceId } from "../../model/pid.ts";
import type { Glance } from "../kernel/kernel.ts";
import type { ContainerKey } from "../runtimes/runtime.ts";
import type { Namespaces } from "./namespace.ts";

export interface ContainerHome {
  readonly key: ContainerKey;
  /** The namespace's space where the namespace is the container's own, else `RUNTIME://ID`. */
  readonly space: SpaceId;
  /** The namespace whose numbers its tasks use. */
  readonly numbering: SpaceId;
  /** Its oldest task. */
  readonly first: Glance;
  /** The container is known by its control group alone: which namespace it is in cannot be told. Its `numbering` is itself. */
  readonly isUntold?: true;
}

/** One word for a container, as `Labels` has it. */
export const containerWord = (key: ContainerKey): string => `${key.runtime}://${key.id}`;

/** A container's task, with its namespace. */
export interface Lodger {
  readonly key: ContainerKey;
  readonly glance: Glance;
  readonly space: SpaceId;
}

/**
 * By container word. The home is where the oldest task is (of equally old ones the deepest: a runtime's own stages
 * start outside); it is the container's own when the namespace's first task is the container's too.
 */
export function homesOf(
  lodgers: Iterable<Lodger>,
  namespaces: Namespaces,
  containerOf: (cgroup: string) => ContainerKey | undefined,
): Map<string, ContainerHome> {
  const oldest = new Map<string, Lodger>();
  for (const lodger of lodgers) {
    const word = containerWord(lodger.key);
    const before = oldest.get(word);
    if (!before || isOlder(lodger, before, namespaces)) oldest.set(word, lodger);
  }
  const homes = new Map<string, ContainerHome>();
  for (const [word, { key, glance, space }] of oldest) {
    const first = namespaces.get(space)?.first;
    const owner = first && containerOf(first.cgroup);
    // `host` too is a container's own, where the engine runs inside that container; a service never owns one.
    const owns = owner !== undefined && containerWord(owner) === word && (space !== host || key.runtime !== "systemd");
    homes.set(word, {
      key,
      space: owns ? space : containerSpace(key.runtime, key.id),
      numbering: space,
      first: glance,
    });
  }
  return homes;
}

/** Adds the containers that have no task whose namespace is known. */
export function addUntold(
  homes: Map<string, ContainerHome>,
  tasks: Iterable<{ readonly glance: Glance; readonly key: ContainerKey }>,
): void {
  for (const { glance, key } of tasks) {
    const word = containerWord(key);
    const before = homes.get(word);
    if (before && (!before.isUntold || before.first.startTicks <= glance.startTicks)) continue;
    const space = containerSpace(key.runtime, key.id);
    homes.set(word, { key, space, numbering: space, first: glance, isUntold: true });
  }
}

function isOlder(a: Lodger, b: Lodger, namespaces: Namespaces): boolean {
  if (a.glance.startTicks !== b.glance.startTicks) return a.glance.startTicks < b.glance.startTicks;
  return (namespaces.get(a.space)?.depth ?? 0) > (namespaces.get(b.space)?.depth ?? 0);
}
