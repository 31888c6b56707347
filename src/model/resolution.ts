/** Every way in which a lookup can end (law 3: ambiguity is an answer). A closed union: add an ending here and the compiler lists what must be said about it. */
import type { Pid, SpaceId } from "./pid.ts";
import type { Task } from "./task.ts";

/** How a task ended, as the kernel told: an exit code, or the number of the signal that killed it. Both absent: not known. */
export interface Ending {
  readonly code?: number;
  readonly signal?: number;
}

/** Who held a tuple, from when to when. Times are ISO 8601. */
export interface Life {
  readonly tuple: string;
  readonly name: string;
  readonly start: string;
  /** Absent while it lives. */
  readonly end?: string;
  readonly how?: Ending;
}

export type Resolution =
  | { readonly is: "found"; readonly task: Task; readonly pid: Pid }
  | { readonly is: "noSuchSpace"; readonly space: string }
  | { readonly is: "ambiguousSpace"; readonly space: string; readonly candidates: readonly string[] }
  /** The same number can be read as more than one task (without the right to ask the kernel); candidates are tuples in `host`. */
  | { readonly is: "ambiguousTask"; readonly reference: string; readonly candidates: readonly string[] }
  /** `last`: who held the number last, where the journal knows. */
  | { readonly is: "noSuchTask"; readonly reference: string; readonly last?: Life }
  /** `denied`: it would be, with a right that we lack (hidepid, a namespace that is not ours to read). */
  | {
      readonly is: "notVisible";
      readonly reference: string;
      readonly seenFrom: SpaceId;
      readonly why: string;
      readonly denied?: true;
    }
  | { readonly is: "badWords"; readonly text: string; readonly why: string };

/** Every ending but the good one. */
export type Unresolved = Exclude<Resolution, { readonly is: "found" }>;
