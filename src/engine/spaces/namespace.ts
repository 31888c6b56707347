/** What is known of one PID namespace, and what can be said from a set of them. Pure. */
import { host, type SpaceId } from "../../model/pid.ts";
import type { Provenance } from "../../model/space.ts";
import type { Glance } from "../kernel/kernel.ts";

export interface Namespace {
  /** `host`, `pid:[INODE]`, or `init://NUMBER` where the link is not ours to read: the namespace whose first task has that number in `host`. */
  readonly space: SpaceId;
  /** `pid:[INODE]`; absent where it could not be read. */
  readonly link?: string;
  /** How many enclose it: the index of its numbers in `NSpid`. */
  readonly depth: number;
  /** What encloses it; absent for `host`, and where it could not be found out. */
  readonly parent?: SpaceId;
  /** Its number 1 where that could be found, else its oldest member. Absent for a namespace known only from its children. */
  readonly first?: Glance;
  /** Whether `first` is known to be its number 1. */
  readonly isFirstKnown: boolean;
  /** `NS_GET_ID`. */
  readonly unique?: string;
  /** `inferred` where its members or what encloses it are known only by `NSpid` and ancestry. */
  readonly provenance: Provenance;
}

export type Namespaces = ReadonlyMap<SpaceId, Namespace>;

/** Whether what is in `inner` is seen from `outer`; "maybe" where something between them is not known. */
export function encloses(namespaces: Namespaces, outer: SpaceId, inner: SpaceId): "yes" | "no" | "maybe" {
  if (outer === inner || outer === host) return "yes";
  const depth = namespaces.get(outer)?.depth;
  let at = namespaces.get(inner);
  if (depth === undefined || !at) return "maybe";
  while (at.depth > depth) {
    const parent: Namespace | undefined = at.parent === undefined ? undefined : namespaces.get(at.parent);
    if (!parent || parent.depth >= at.depth) return "maybe";
    at = parent;
  }
  if (at.space === outer) return "yes";
  return mayBeOne(at, namespaces.get(outer)) ? "maybe" : "no";
}

/** Whether one that is known by its link alone, and one that is known by its number 1 alone, may be the same. */
function mayBeOne(a: Namespace, b: Namespace | undefined): boolean {
  if (!b || (a.isFirstKnown && b.isFirstKnown)) return false;
  return a.link === undefined || b.link === undefined;
}

/** The namespaces from `host` down to `space`, itself last; only its end where something between is not known. */
export function chainTo(namespaces: Namespaces, space: SpaceId): readonly Namespace[] {
  const chain: Namespace[] = [];
  let at = namespaces.get(space);
  while (at && !chain.includes(at)) {
    chain.unshift(at);
    at = at.parent === undefined ? undefined : namespaces.get(at.parent);
  }
  return chain;
}
