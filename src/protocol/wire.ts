/** The shapes that travel: plain JSON, no class, no number without its space. */
import type { Plan } from "../model/plan.ts";
import type { Unresolved } from "../model/resolution.ts";
import type { Flags, Provenance } from "../model/space.ts";

/** A `Pid` as JSON. */
export interface WirePid {
  readonly space: string;
  readonly nr: number;
}

export interface WireTuple extends WirePid {
  /** The space's name at the moment of the answer. */
  readonly name: string;
  readonly provenance: Provenance;
}

export interface WireSpace {
  readonly id: string;
  readonly name: string;
  readonly runtime?: string;
  /** The container's id at its runtime. */
  readonly container?: string;
  readonly parent?: string;
  readonly flags: Flags;
  /** `pid:[INODE]`; absent where it could not be read. */
  readonly pidns?: string;
  /** How many processes are members. */
  readonly tasks: number;
  readonly provenance: Provenance;
}

export interface WireTask {
  /** Identity: opaque, never reused. */
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly uid: number;
  readonly command: readonly string[];
  /** ISO 8601. */
  readonly start: string;
  /** Its name in the space that was asked about. */
  readonly pid: WirePid;
  /** Its name in space 0. */
  readonly host: WirePid;
  readonly tuples: readonly WireTuple[];
  /** The space it is a member of. */
  readonly member: string;
}

export interface WireMap {
  readonly generation: number;
  /** The space that the engine itself (and so its client on the same host) is a member of. */
  readonly self: string;
  readonly spaces: readonly WireSpace[];
}

export type WireTasks = { readonly is: "found"; readonly tasks: readonly WireTask[] } | Unresolved;

/** `tuple` is the canonical text; `pid` is the number as seen from the space asked for. */
export type WireResolution =
  { readonly is: "found"; readonly tuple: string; readonly pid: WirePid; readonly task: WireTask } | Unresolved;

export type WireHeld =
  { readonly is: "found"; readonly hold: number; readonly tuple: string; readonly task: WireTask } | Unresolved;

export type WirePlan = { readonly is: "planned"; readonly plan: Plan } | { readonly is: "gone" };

export type WireOpened =
  | {
      /** A Node inspector that listens in the task's own network namespace. */
      readonly is: "inspector";
      /** Its port there, on 127.0.0.1. */
      readonly port: number;
      /** Program and arguments that carry stdio to that port; ends when either side does. */
      readonly relay: readonly string[];
      /** The number that the task calls itself by, and the namespace link it should read of itself. */
      readonly own: WirePid;
      readonly pidns?: string;
    }
  | {
      /** A native program: a debug server to start, and where its files are. */
      readonly is: "native";
      /** Program and arguments of the debug server; it listens on `socket` and stops the task. */
      readonly server: readonly string[];
      readonly socket: string;
      /** A private copy of the executable. */
      readonly program: string;
      /** The folder under which the target's own libraries are found. */
      readonly imageRoot: string;
      /** The debug adapter's program. */
      readonly adapter: string;
    }
  | { readonly is: "gone" }
  | { readonly is: "missing"; readonly debugger: string; readonly install: string }
  | { readonly is: "refused"; readonly why: string };

export type WireGuard =
  | { readonly is: "same" }
  | { readonly is: "gone" }
  /** Alive, but not traced by the one that should: by nobody, or by another. */
  | { readonly is: "notTraced"; readonly by?: WirePid };

export type WireName =
  { readonly is: "named"; readonly space: WireSpace } | { readonly is: "refused"; readonly why: string } | Unresolved;
