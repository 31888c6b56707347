/** A task is one process or thread of one kernel. Its identity is opaque and is never reused; it is never a PID. */
import type { Pid, SpaceId } from "./pid.ts";
import type { Provenance } from "./space.ts";

/** Boot id, start time and the number in the root space, or a pidfd's inode: compare, never take apart. */
export type TaskId = string & { readonly [identity]: true };

declare const identity: unique symbol;

/** Made where the kernel's facts are read, nowhere else. */
export function taskId(text: string): TaskId {
  return text as TaskId;
}

/** One name of a task, and how it is known. */
export interface Tuple {
  readonly pid: Pid;
  readonly provenance: Provenance;
}

export interface Task {
  readonly id: TaskId;
  /** The kernel's short name (`comm`), at most 15 bytes. */
  readonly name: string;
  /** A letter of proc_pid_stat(5): R, S, D, T, t, Z, X, I … */
  readonly state: string;
  /** Effective user id, as the engine's user namespace counts. */
  readonly uid: number;
  /** Empty for kernel threads and zombies. */
  readonly command: readonly string[];
  /** When it started, ISO 8601, to the kernel's hundredth of a second. */
  readonly start: string;
  /** Every name it has, outermost first; the first is its name in `host`. */
  readonly tuples: readonly Tuple[];
  /** The space it is a member of. */
  readonly space: SpaceId;
  /** Its parent's name in `host`; absent where it has none that can be seen. */
  readonly parent?: Pid;
  /** Present when it is a shell with a controlling terminal; of other programs it is not asked. */
  readonly terminal?: true;
  /** For a thread, the process it belongs to, by its name in `host`; absent for a process. */
  readonly process?: Pid;
}
