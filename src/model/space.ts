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

/** The container runtimes that can own a space. */
export type RuntimeName = "docker" | "podman";

/** What a runtime made; a container and a PID namespace are different things, many to many. */
export interface Container {
  readonly runtime: RuntimeName;
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** Absent when the runtime would not tell us. */
  readonly name?: string;
}

export interface Space {
  readonly id: SpaceId;
  /** Unique among spaces or not: an ambiguous name is answered with its candidates. */
  readonly name: string;
  readonly container?: Container;
  /** The space that encloses it; absent for `host`. */
  readonly parent?: SpaceId;
  /** Whose numbers are used in it: itself, unless it has none of its own. */
  readonly numbering: SpaceId;
  /** How many spaces enclose its numbering: the index of its number in `NSpid`. */
  readonly depth: number;
  /** `pid:[INODE]`; absent where the link could not be read. */
  readonly pidns?: string;
  readonly flags: Flags;
  /** How many processes are members. */
  readonly tasks: number;
  /** Where its name and its bounds come from. */
  readonly provenance: Provenance;
}
