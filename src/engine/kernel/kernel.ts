/**
 * The port to the kernel: every fact that the engine reasons over comes through here, and nothing
 * outside this folder knows /proc, ioctls or pidfds. Two implementations: linux.ts, and recorded.ts
 * for tests. Numbers given and taken are `Pid`s in `host`, the space whose numbers the procfs shows.
 *
 * An answer is never thrown: what is not there or not readable is a value.
 */
import type { Pid } from "../../model/pid.ts";
import type { TaskId } from "../../model/task.ts";

/** Not there (any more), or there but not for us. */
export type Missing = "absent" | "denied";

export interface HostFacts {
  /** /proc/sys/kernel/random/boot_id; empty where unreadable. */
  readonly bootId: string;
  /** Seconds since the epoch at which the machine booted; see `btime` in proc_stat(5). */
  readonly bootTime: number;
  /** The namespace whose numbers the procfs shows, `pid:[INODE]`; absent where it could not be read. */
  readonly rootNamespace?: string;
  /** The engine's own name in `host`. */
  readonly self: Pid;
  /** The engine's own namespace, `pid:[INODE]`. */
  readonly selfNamespace?: string;
  readonly hostname: string;
  /** The engine's effective user id. */
  readonly uid: number;
}

/** One task as read in one look. */
export interface TaskFacts {
  readonly id: TaskId;
  readonly pid: Pid;
  /** The process; differs from `pid` for a thread. */
  readonly process: Pid;
  /** Its numbers, outermost first: from `host` down to its own space. Empty: older than Linux 4.1. */
  readonly numbers: readonly number[];
  /** Text of its `ns/pid` link; absent where not readable. */
  readonly namespace?: string;
  readonly parent?: Pid;
  readonly name: string;
  readonly state: string;
  readonly uid: number;
  /** Since boot, in clock ticks (hundredths of a second). */
  readonly startTicks: number;
  /** Raw text of /proc/N/cgroup. */
  readonly cgroup: string;
}

/** What an attach must know besides; read only for the task in question. */
export interface AttachFacts {
  /** Text of the `exe` link, as the target's own mount namespace calls it; may end in " (deleted)". */
  readonly executable: string | Missing;
  readonly command: readonly string[];
  /** Raw text of /proc/N/status. */
  readonly status: string;
  readonly mountInfo: string | Missing;
  /** Our own, to compare with. */
  readonly ownMountInfo: string;
  /** Distinct files mapped, as the target calls them. */
  readonly mapped: readonly string[] | Missing;
  /** Text of links under ns/: net, user, mnt, pid; a missing one could not be read. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly ownNamespaces: Readonly<Record<string, string>>;
  /** Our own /proc/self/status. */
  readonly ownStatus: string;
  /** Ports on which this very process listens (socket inode ↔ descriptor); undefined when descriptors are unreadable. */
  readonly listening: readonly number[] | undefined;
  /** Whether the freezer holds it (a paused container). */
  readonly frozen: boolean;
  /** kernel.yama.ptrace_scope; absent where Yama is. */
  readonly yama?: number;
}

/** Keeps a task from being mistaken: the thing stays open until `release`, and says whether the task lives. */
export interface Hold {
  readonly id: TaskId;
  readonly pid: Pid;
  readonly alive: () => boolean;
  /** Sends to that very task. "absent": it has exited; "denied": not ours to signal. */
  readonly signal: (signal: number) => "sent" | Missing;
  readonly release: () => void;
}

export interface Kernel {
  /** Whether numbers are translated by ioctl (Linux 6.11+, koffi loaded) or only read from /proc. */
  readonly translates: boolean;
  readonly host: () => HostFacts;
  /** Every process, by its name in `host`. */
  readonly listProcesses: () => readonly Pid[];
  /** The threads of a process, itself included. */
  readonly listThreads: (process: Pid) => readonly Pid[];
  readonly readTask: (pid: Pid) => TaskFacts | Missing;
  /** Identity alone: the cheap second look. */
  readonly identify: (pid: Pid) => TaskId | Missing;
  /** Empty for kernel threads and zombies, and when it is gone. */
  readonly readCommand: (pid: Pid) => readonly string[];
  /**
   * By ioctl: which task of `host` has number `nr` in the namespace that `member` is a member of.
   * "unknown": this kernel or our rights cannot say; ask /proc.
   */
  readonly translateFrom: (member: Pid, nr: number) => Pid | "absent" | "unknown";
  /** The namespace that encloses the one `member` is in (`NS_GET_PARENT`, Linux 4.9+); "unknown" as above. */
  readonly parentNamespace: (member: Pid) => string | "unknown";
  readonly readAttachFacts: (pid: Pid) => AttachFacts | Missing;
  /** Copies the running executable, even a deleted one, to a private file. */
  readonly copyExecutable: (pid: Pid, to: string) => "copied" | Missing;
  /** The first bytes and sections of the executable that name its sources: see gates/dwarf.ts. */
  readonly readExecutable: (pid: Pid) => Uint8Array | Missing;
  /** Where the target's root can be reached from here; to be opened and searched, never resolved. */
  readonly rootOf: (pid: Pid) => string;
  readonly tracerOf: (pid: Pid) => Pid | "none" | Missing;
  readonly hold: (pid: Pid) => Hold | Missing;
  /** The user that owns the client end of a loopback connection; see proc_net_tcp(5). */
  readonly connectionOwner: (clientPort: number, serverPort: number) => number | "absent";
}
