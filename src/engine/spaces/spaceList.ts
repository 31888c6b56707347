/** The spaces as the model has them, from the structure, the runtimes' labels and the user's names. Pure. */
import { host, type SpaceId } from "../../model/pid.ts";
import type { Container, Provenance, Space } from "../../model/space.ts";
import type { Glance, HostFacts } from "../kernel/kernel.ts";
import type { ContainerKey, Label, Labels } from "../runtimes/runtime.ts";
import { containerWord, type ContainerHome } from "./containers.ts";
import type { Namespace } from "./namespace.ts";
import type { Structure } from "./structure.ts";

export interface SpaceAsk {
  readonly structure: Structure;
  readonly host: HostFacts;
  readonly labels: Labels;
  /** The user's own name for the space with this identity. */
  readonly nameOf: (identity: string) => string | undefined;
  readonly membersOf: (space: SpaceId) => number;
  /** Whether a container without numbers of its own, by its first task, sees a /proc that hides (`hidepid`). */
  readonly hidesFrom: (first: Glance) => boolean;
  /** Whether the freezer holds the control group with this text. */
  readonly isFrozen: (cgroup: string) => boolean;
}

/** Every space, `host` first and what encloses before what is enclosed. */
export function spacesOf(asked: SpaceAsk): readonly Space[] {
  const owners = new Map<SpaceId, ContainerHome>();
  const guests: ContainerHome[] = [];
  for (const home of asked.structure.homes.values()) {
    if (home.space === home.numbering && !home.isUntold) owners.set(home.space, home);
    else guests.push(home);
  }
  const namespaces = [...asked.structure.namespaces.values()].sort((a, b) => a.depth - b.depth);
  const own = namespaces.map((one) => namespaceSpaceOf(one, owners.get(one.space), asked));
  return [...own, ...guests.map((one) => guestSpaceOf(one, asked))];
}

function namespaceSpaceOf(namespace: Namespace, owner: ContainerHome | undefined, asked: SpaceAsk): Space {
  const { space, link, depth } = namespace;
  const identity = identityOf(namespace, asked.host);
  const made = asked.labels.bySpace.get(space);
  const container = owner ? containerOf(owner.key, asked.labels) : made && containerFrom(made, made);
  const plain = plainIdentityOf(namespace, asked.host);
  const given = asked.nameOf(identity) ?? (plain === undefined ? undefined : asked.nameOf(plain));
  const parent = parentOf(namespace, asked);
  return {
    id: space,
    identity,
    ...(plain === undefined ? {} : { plainIdentity: plain }),
    name: space === host ? "host" : (container?.name ?? given ?? unnamed(container) ?? space),
    ...(container ? { container } : {}),
    ...(parent === undefined ? {} : { parent }),
    numbering: space,
    depth,
    ...(link === undefined ? {} : { pidns: link }),
    flags: { virtualPids: true, allSeeing: space === host },
    tasks: asked.membersOf(space),
    ...(owner && asked.isFrozen(owner.first.cgroup) ? { frozen: true } : {}),
    provenance: named(container, namespace.provenance),
  };
}

/** A container without numbers of its own: it sees another's tasks under that other's numbers (which cannot always be told). */
function guestSpaceOf(home: ContainerHome, asked: SpaceAsk): Space {
  const container = containerOf(home.key, asked.labels);
  const identity = containerWord(home.key);
  const numbering = asked.structure.namespaces.get(home.numbering);
  return {
    id: home.space,
    identity,
    name: container.name ?? asked.nameOf(identity) ?? unnamed(container) ?? identity,
    container,
    parent: home.isUntold ? host : home.numbering,
    numbering: home.numbering,
    depth: numbering?.depth ?? Math.max(0, home.first.numbers.length - 1),
    ...(numbering?.link === undefined ? {} : { pidns: numbering.link }),
    flags: { virtualPids: false, allSeeing: !home.isUntold && !asked.hidesFrom(home.first) },
    tasks: asked.membersOf(home.space),
    ...(asked.isFrozen(home.first.cgroup) ? { frozen: true } : {}),
    provenance: named(container, "inferred"),
  };
}

/** The namespace that encloses it, or the container without numbers of its own in which it was made. */
function parentOf(namespace: Namespace, { structure }: SpaceAsk): SpaceId | undefined {
  if (namespace.space === host) return undefined;
  const { parent } = namespace;
  for (const home of structure.homes.values()) {
    if (home.key.runtime === "systemd" || home.space === home.numbering || home.numbering !== parent) continue;
    if (namespace.first?.cgroup === home.first.cgroup) return home.space;
  }
  return parent ?? host;
}

/** Unique for good: the machine's boot id, and what the kernel never gives twice while it is up. */
function identityOf({ space, link, unique, first }: Namespace, about: HostFacts): string {
  if (space === host) return `${about.bootId}/${link ?? "host"}`;
  if (unique !== undefined) return `${about.bootId}/${unique}`;
  return `${about.bootId}/${link ?? space}/${first?.id ?? ""}`;
}

/** Without the link and what only system calls tell; of `host` the same as its identity is enough. */
function plainIdentityOf({ space, first, isFirstKnown }: Namespace, { bootId }: HostFacts): string | undefined {
  if (space === host || !first || !isFirstKnown) return undefined;
  return `${bootId}/first/${first.startTicks.toString()}-${first.pid.nr.toString()}`;
}

const containerOf = (key: ContainerKey, labels: Labels): Container =>
  containerFrom(key, labels.byContainer.get(containerWord(key)) ?? {});

function containerFrom({ runtime, id }: ContainerKey, { name, also, group, daemon }: Label): Container {
  return {
    runtime,
    id,
    ...(name === undefined ? {} : { name }),
    ...(also === undefined ? {} : { also }),
    ...(group === undefined ? {} : { group }),
    ...(daemon === undefined ? {} : { daemon }),
  };
}

/** A container whose name nobody told is called by its id, long ones by their first twelve digits. */
function unnamed(container: Container | undefined): string | undefined {
  return container && (/^[0-9a-f]{32,}$/.test(container.id) ? container.id.slice(0, 12) : container.id);
}

const named = (container: Container | undefined, otherwise: Provenance): Provenance =>
  container?.name === undefined ? otherwise : "runtime";
