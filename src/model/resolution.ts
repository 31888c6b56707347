/** Every way in which a lookup can end (law 3: ambiguity is an answer). A closed union: add an ending here and the compiler lists what must be said about it. */
import type { Pid, SpaceId } from "./pid.ts";
import type { Task } from "./task.ts";

export type Resolution =
  | { readonly is: "found"; readonly task: Task; readonly pid: Pid }
  | { readonly is: "noSuchSpace"; readonly space: string }
  | { readonly is: "ambiguousSpace"; readonly space: string; readonly candidates: readonly string[] }
  | { readonly is: "noSuchTask"; readonly reference: string }
  | { readonly is: "notVisible"; readonly reference: string; readonly seenFrom: SpaceId; readonly why: string }
  | { readonly is: "badWords"; readonly text: string; readonly why: string };

/** Every ending but the good one. */
export type Unresolved = Exclude<Resolution, { readonly is: "found" }>;
