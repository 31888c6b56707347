/** What a space is: something within which a PID refers to a task. See ARCHITECTURE.md, "Words". */
import type { SpaceId } from "./pid.ts";

/** How a fact is known: the kernel said it, we inferred it, or a container engine said it. */
export type Provenance = "kernel" | "inferred" | "runtime";

/** Both flags are observed, never configured; they decide what resolves and what the tree shows. */
export interface Flags {
  /** The space numbers its tasks itself. */
  readonly virtualPids: boolean;
  /** It sees tasks that are not its members. */
  readonly allSeeing: boolean;
}

/** The runtimes whose containers we know; also the words before `://` in a tuple. */
export const runtimeNames = [
  "docker",
  "podman",
  "containerd",
  "cri-o",
  "k8s",
  "lxc",
  "nspawn",
  "systemd",
  "bubblewrap",
  "flatpak",
  "buildah",
] as const;

export type RuntimeName = (typeof runtimeNames)[number];

/** What a container belongs to, for grouping on the screen. */
export interface Group {
  readonly kind: "compose" | "pod" | "unit";
  readonly name: string;
  /** Of a Compose project's container: its service, which may have more of them. */
  readonly service?: string;
}

/** A further way in which a container may be written: `k8s://ns/pod/container`, say. */
export interface Alias {
  readonly runtime: RuntimeName;
  readonly name: string;
}

/** What a runtime made; a container and a PID namespace are different things, many to many. */
export interface Container {
  readonly runtime: RuntimeName;
  /** As the runtime writes it: 64 hexadecimal digits, a unit's name, a machine's name. */
  readonly id: string;
  /** Absent when the runtime would not tell us. */
  readonly name?: string;
  readonly also?: readonly Alias[];
  readonly group?: Group;
  /** The container engine that told us of it, as its command line takes it (`unix:///var/run/docker.sock`): we may command it. */
  readonly daemon?: string;
}

export interface Space {
  readonly id: SpaceId;
  /**
   * What never comes back after the space has died: `NS_GET_ID` (Linux 6.18+) or inode and the identity of its
   * first task for a namespace, the container's id for a container without one.
   */
  readonly identity: string;
  /**
   * The same by what everybody may read: boot id, start and number of its first task. So an engine without system calls
   * or privilege knows it again. Absent where its number 1 is not known.
   */
  readonly plainIdentity?: string;
  /** Unique among spaces or not: an ambiguous name is answered with its candidates. */
  readonly name: string;
  readonly container?: Container;
  /** The space that encloses it; absent for `host`. */
  readonly parent?: SpaceId;
  /** Whose numbers are used in it: itself, unless it has none of its own; then itself means that it cannot be told whose. */
  readonly numbering: SpaceId;
  /** How many spaces enclose its numbering: the index of its number in `NSpid`. */
  readonly depth: number;
  /** `pid:[INODE]`; absent where the link could not be read. */
  readonly pidns?: string;
  readonly flags: Flags;
  /** How many processes are members. */
  readonly tasks: number;
  /** Present while the freezer holds it (a paused container). */
  readonly frozen?: true;
  /** Where its name and its bounds come from. */
  readonly provenance: Provenance;
}

/** Whether two engines, or one at two times, speak of one space. */
export function sameSpace(a: Space, b: Space): boolean {
  return a.identity === b.identity || (a.plainIdentity !== undefined && a.plainIdentity === b.plainIdentity);
}

/** Every identity by which a space may be known, the surest first. */
export function identitiesOf({ identity, plainIdentity }: Space): readonly string[] {
  return plainIdentity === undefined ? [identity] : [identity, plainIdentity];
}
