/** How to run something inside a space: through one of its tasks, proved to be the one meant. */
import type { Unresolved } from "../model/resolution.ts";
import type { Space } from "../model/space.ts";
import type { Glance, Kernel } from "./kernel/kernel.ts";
import type { World } from "./spaces/world.ts";

export interface Entered {
  readonly is: "found";
  readonly prefix: readonly string[];
  readonly space: Space;
}

const kinds = ["user", "mnt", "net", "pid", "uts", "ipc", "cgroup"] as const;
type Kind = (typeof kinds)[number];

/** `asked` absent: every namespace that differs from our own. */
export function enterSpace(
  space: Space,
  asked: readonly string[] | undefined,
  { kernel, world }: { readonly kernel: Kernel; readonly world: World },
): Entered | Unresolved {
  const glance = doorkeeperOf(space, world);
  const facts = glance ? kernel.readAttachFacts(glance.pid) : "absent";
  if (!glance || typeof facts === "string" || kernel.identify(glance.pid) !== glance.id) {
    return { is: "notVisible", reference: space.name, seenFrom: space.id, why: "no task of it could be looked at" };
  }
  const differs = (kind: Kind): boolean => {
    const [theirs, ours] = [facts.namespaces[kind], facts.ownNamespaces[kind]];
    return theirs === undefined ? kind !== "user" : theirs !== ours;
  };
  // Nobody can enter the user namespace that they are in already (EINVAL, see setns(2)).
  const isWanted = (kind: Kind): boolean =>
    asked === undefined ? differs(kind) : asked.includes(kind) && (kind !== "user" || differs(kind));
  const which = kinds.filter(isWanted);
  return { is: "found", prefix: which.length === 0 ? [] : kernel.enterCommand(glance.pid, which), space };
}

/** The task through which a space is entered or looked at: its first. */
export function doorkeeperOf(space: Space, world: World): Glance | undefined {
  const { namespaces, homes } = world.structure();
  for (const home of homes.values()) if (home.space === space.id && home.space !== home.numbering) return home.first;
  const first = namespaces.get(space.id)?.first;
  if (first && world.get(first.pid)?.glance.id === first.id) return first;
  for (const { glance, member } of world.entries()) if (member === space.id) return glance;
  return undefined;
}
