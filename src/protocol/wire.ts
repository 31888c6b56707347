/** The shapes that travel: plain JSON, no class, no number without its space. */
import type { Entry, EntryKind } from "../model/belowRoot.ts";
import type { Plan } from "../model/plan.ts";
import type { Ending, Life, Unresolved } from "../model/resolution.ts";
import type { Flags, Group, Provenance } from "../model/space.ts";
import type { GuardOf, OpenedOf, WayOf } from "../model/way.ts";

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
  /** Never comes back after the space has died; screens keep their state by it. */
  readonly identity: string;
  readonly name: string;
  /** The words that name this space and no other: what to write in a tuple. */
  readonly reference: string;
  readonly runtime?: string;
  /** The container's id at its runtime. */
  readonly container?: string;
  readonly group?: Group;
  readonly parent?: string;
  readonly flags: Flags;
  /** Whose numbers it uses; its own id where it has numbers of its own, and (without them) where it cannot be told. */
  readonly numbering: string;
  /** `pid:[INODE]`; absent where it could not be read. */
  readonly pidns?: string;
  /** How many processes are members. */
  readonly tasks: number;
  /** Present while the freezer holds it (a paused container). */
  readonly frozen?: true;
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
  /** Outermost first. */
  readonly tuples: readonly WireTuple[];
  /** The space it is a member of. */
  readonly member: string;
  /** Its parent's name in space 0; absent where it has none that can be seen. */
  readonly parent?: WirePid;
  /** Present when it is a shell with a controlling terminal. */
  readonly terminal?: true;
  /** For a thread, its process by its name in space 0. */
  readonly process?: WirePid;
}

export interface WireMap {
  readonly generation: number;
  /** The space that the engine itself (and so its client on the same host) is a member of. */
  readonly self: string;
  readonly spaces: readonly WireSpace[];
}

/** A task that has ended. */
export interface WireGone {
  readonly id: string;
  readonly name: string;
  readonly tuples: readonly WireTuple[];
  readonly how?: Ending;
  /** It came and went before anybody could look: `tuples` has its number in `host` alone, and `id` was never told before. */
  readonly unseen?: true;
}

/**
 * What is different since the generation before; to be taken in the order spaces, tasks, gone tasks, gone spaces, for a
 * task may come and go in one change. Every process that was born while watched is in some change.
 */
export interface WireChange {
  readonly generation: number;
  /** New, or not as before (its name, its number of tasks). */
  readonly spaces: readonly WireSpace[];
  /** Ids of spaces that are gone. */
  readonly goneSpaces: readonly string[];
  /** Started, or not as before (its name, its space). Their `pid` is that of their own space. */
  readonly tasks: readonly WireTask[];
  readonly goneTasks: readonly WireGone[];
}

export type WireTasks = { readonly is: "found"; readonly tasks: readonly WireTask[] } | Unresolved;

/** `tuple` is the canonical text; `pid` is the number as seen from the space asked for. */
export type WireResolution =
  | { readonly is: "found"; readonly tuple: string; readonly pid: WirePid; readonly task: WireTask }
  /** Asked with `at`: who held it then. */
  | { readonly is: "remembered"; readonly life: Life; readonly tuples: readonly WireTuple[] }
  | Unresolved;

export type WireHeld =
  { readonly is: "found"; readonly hold: number; readonly tuple: string; readonly task: WireTask } | Unresolved;

/** `events`, `looks` (every few milliseconds) or `seldom` (nothing is stopped): by what the engine hears of new tasks. */
export type WireWaiting =
  { readonly is: "waiting"; readonly wait: number; readonly how: "events" | "looks" | "seldom" } | Unresolved;

/** `stopped`: it stands at its exec until `go` or `release`. `why` is absent where the client ended the wait. */
export type WireWaited =
  | {
      readonly is: "found";
      readonly hold: number;
      readonly tuple: string;
      readonly task: WireTask;
      readonly stopped: boolean;
    }
  | { readonly is: "ended"; readonly why?: string };

export type WirePlan = { readonly is: "planned"; readonly plan: Plan } | { readonly is: "gone" };

export type WireWay = WayOf<WirePid>;
export type WireOpened = OpenedOf<WirePid>;
export type WireGuard = GuardOf<WirePid>;

export type WireSignalled = { readonly is: "sent" } | { readonly is: "gone" } | { readonly is: "denied" };

/** Something below a task's root; `bytes` in base64, none left at the end of the file. */
export type WireBelow =
  | {
      readonly is: EntryKind;
      readonly size: number;
      readonly changed: number;
      readonly entries?: readonly Entry[];
      readonly bytes?: string;
    }
  | { readonly is: "absent" | "denied" | "unknown" }
  | Unresolved;

export type WireName =
  { readonly is: "named"; readonly space: WireSpace } | { readonly is: "refused"; readonly why: string } | Unresolved;

/** How to run something in a space: a command prefix. */
export type WireEnter =
  { readonly is: "found"; readonly prefix: readonly string[]; readonly space: WireSpace } | Unresolved;
