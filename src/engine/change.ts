/** What the engine tells those who watch, in the model's words. */
import type { SpaceId } from "../model/pid.ts";
import type { Ending } from "../model/resolution.ts";
import type { Space } from "../model/space.ts";
import type { TaskId, Tuple } from "../model/task.ts";
import type { ListedTask } from "./spaces/taskList.ts";

export interface GoneTask {
  readonly id: TaskId;
  readonly name: string;
  /** ISO 8601. */
  readonly start: string;
  readonly tuples: readonly Tuple[];
  /** Absent where the kernel did not tell. */
  readonly how?: Ending;
  /** It came and went before anybody could look: `tuples` has its number in `host` alone, and `id` was never told before. */
  readonly unseen?: true;
}

export interface Change {
  readonly generation: number;
  /** New, or not as before. */
  readonly spaces: readonly Space[];
  readonly goneSpaces: readonly SpaceId[];
  /** Started, or not as before; each under its number in its own space. */
  readonly tasks: readonly ListedTask[];
  readonly goneTasks: readonly GoneTask[];
}
