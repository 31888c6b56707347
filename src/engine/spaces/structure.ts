/** Which namespaces and containers there are: what all tasks say together. Reads the kernel only through the facts and doors given. */
import { host, namespaceSpace, type SpaceId } from "../../model/pid.ts";
import type { Glance } from "../kernel/kernel.ts";
import type { ContainerKey } from "../runtimes/runtime.ts";
import { addUntold, containerWord, homesOf, type ContainerHome, type Lodger } from "./containers.ts";
import type { Doors } from "./doors.ts";
import type { FactsOfNamespaces, NamespaceFacts } from "./namespaceFacts.ts";
import type { Namespace, Namespaces } from "./namespace.ts";
import { placeUnreadable, type Placed } from "./placement.ts";

export interface Structure {
  readonly namespaces: Namespaces;
  /** By `runtime://id`. */
  readonly homes: ReadonlyMap<string, ContainerHome>;
  /** Tasks (by number in `host`) whose namespace could not be found out, with those it may be. */
  readonly unplaced: ReadonlyMap<number, readonly SpaceId[]>;
}

export interface StructureAsk {
  readonly tasks: ReadonlyMap<number, Placed>;
  /** The link of the namespace whose numbers `host` uses; absent where nothing told. */
  readonly root: string | undefined;
  /** Whether no task is hidden from us. */
  readonly isComplete: boolean;
  readonly facts: FactsOfNamespaces;
  readonly doors: Doors;
  readonly containerOf: (cgroup: string) => ContainerKey | undefined;
}

export function buildStructure(asked: StructureAsk): Structure {
  const { tasks, doors, containerOf } = asked;
  const read = readFacts(asked);
  const known = linkedNamespaces(asked, read);
  const { found, candidates } = placeUnreadable(tasks, known, {
    containerOf: (cgroup) => {
      const key = containerOf(cgroup);
      return key && containerWord(key);
    },
    isComplete: asked.isComplete,
    ask: (space, task) => doors.kept(space)?.fromHost(task.pid),
  });
  const namespaces = new Map(known);
  for (const one of found) namespaces.set(one.space, one);
  const unplaced = new Map([...candidates].map(([{ glance }, spaces]) => [glance.pid.nr, spaces] as const));
  const homes = homesOf(lodgersOf(tasks, containerOf), namespaces, containerOf);
  addUntold(homes, homelessOf(tasks, containerOf));
  return { namespaces, homes, unplaced };
}

/** The facts of each namespace that has a member whose link was read. */
function readFacts({ tasks, facts, doors, root }: StructureAsk): readonly NamespaceFacts[] {
  const oldest = new Map<string, Glance>();
  for (const { glance } of tasks.values()) {
    const { namespace } = glance;
    if (namespace === undefined || namespace === root) continue;
    const before = oldest.get(namespace);
    if (!before || glance.startTicks < before.startTicks) oldest.set(namespace, glance);
  }
  const links = new Set(oldest.keys());
  facts.keepOnly(links);
  doors.keepOnly(links);
  const now = (task: Glance): Glance | undefined => {
    const glance = tasks.get(task.pid.nr)?.glance;
    return glance?.id === task.id ? glance : undefined;
  };
  return [...oldest].map(([link, member]) => facts.of(link, member, { root, now }));
}

function linkedNamespaces(asked: StructureAsk, read: readonly NamespaceFacts[]): Namespaces {
  const { tasks } = asked;
  const first = [...tasks.values()].find(({ glance }) => glance.pid.nr === 1)?.glance;
  const outermost: Namespace = {
    space: host,
    ...(asked.root === undefined ? {} : { link: asked.root }),
    depth: 0,
    ...(first ? { first } : {}),
    isFirstKnown: true,
    provenance: "kernel",
  };
  const namespaces = new Map<SpaceId, Namespace>([[host, outermost]]);
  const byDepth = [...read].sort((a, b) => (a.depth ?? 0) - (b.depth ?? 0));
  for (const facts of byDepth) {
    const namespace = linkedNamespace(facts, asked, namespaces);
    if (namespace) namespaces.set(namespace.space, namespace);
  }
  return namespaces;
}

function linkedNamespace(facts: NamespaceFacts, asked: StructureAsk, above: Namespaces): Namespace | undefined {
  const space = namespaceSpace(facts.link);
  if (space === undefined || facts.depth === undefined) return undefined;
  const parent = enclosing(facts, facts.depth, asked, above);
  return {
    space,
    link: facts.link,
    depth: facts.depth,
    ...(parent === undefined ? {} : { parent }),
    first: facts.first,
    isFirstKnown: facts.isFirstKnown,
    ...(facts.unique === undefined ? {} : { unique: facts.unique }),
    provenance: "kernel",
  };
}

/** By the kernel's word, by depth, or by where its first task was born; absent where none of them tells. */
function enclosing(
  facts: NamespaceFacts,
  depth: number,
  { tasks, root }: StructureAsk,
  above: Namespaces,
): SpaceId | undefined {
  if (depth <= 1) return host;
  if (facts.parentLink !== undefined && facts.parentLink === root) return host;
  const told = facts.parentLink === undefined ? undefined : namespaceSpace(facts.parentLink);
  if (told !== undefined) return told;
  const parent = facts.first.parent && tasks.get(facts.first.parent.nr);
  if (parent?.space === undefined || parent.glance.startTicks > facts.first.startTicks) return undefined;
  return above.get(parent.space)?.depth === depth - 1 ? parent.space : undefined;
}

function* lodgersOf(
  tasks: ReadonlyMap<number, Placed>,
  containerOf: (cgroup: string) => ContainerKey | undefined,
): Iterable<Lodger> {
  for (const { glance, space } of tasks.values()) {
    const key = containerOf(glance.cgroup);
    if (key && space !== undefined) yield { key, glance, space };
  }
}

function* homelessOf(
  tasks: ReadonlyMap<number, Placed>,
  containerOf: (cgroup: string) => ContainerKey | undefined,
): Iterable<{ readonly glance: Glance; readonly key: ContainerKey }> {
  for (const { glance, space } of tasks.values()) {
    const key = space === undefined ? containerOf(glance.cgroup) : undefined;
    if (key) yield { glance, key };
  }
}
