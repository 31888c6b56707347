/** What an engine is made of, and the answers it gives, in the model's words. */
import type { Below } from "../model/belowRoot.ts";
import type { Pid, SpaceId } from "../model/pid.ts";
import type { Unresolved } from "../model/resolution.ts";
import type { Space } from "../model/space.ts";
import type { Task } from "../model/task.ts";
import type { GateKeeper, Subject } from "./gates/gates.ts";
import type { Journal } from "./journal/journal.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Missing } from "./kernel/missing.ts";
import type { Names } from "./names.ts";
import type { Runtimes } from "./runtimes/runtime.ts";
import type { ListedTask } from "./spaces/taskList.ts";

export interface EngineParts {
  readonly kernel: Kernel;
  readonly runtimes: Runtimes;
  readonly gates: GateKeeper;
  readonly names: Names;
  /** Absent where nothing can be kept. */
  readonly journal?: Journal;
}

export interface SpaceMap {
  readonly generation: number;
  /** The space that the engine itself is a member of. */
  readonly self: SpaceId;
  readonly spaces: readonly Space[];
}

export interface Listing {
  readonly is: "found";
  readonly tasks: readonly ListedTask[];
}

/** `pid` is the number as seen from the space asked for, `tuple` the canonical spelling. */
export interface Resolved {
  readonly is: "found";
  readonly tuple: string;
  readonly pid: Pid;
  readonly task: Task;
}

export interface Held {
  readonly is: "found";
  readonly hold: number;
  readonly subject: Subject;
}

export type BelowAnswer = Below | Missing | "unknown" | Unresolved;

export type Named =
  { readonly is: "named"; readonly space: Space } | { readonly is: "refused"; readonly why: string } | Unresolved;
