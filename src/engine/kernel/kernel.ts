/**
 * The port to the kernel: every fact that the engine reasons over comes through here, and nothing
 * outside this folder knows /proc, ioctls, pidfds or netlink. Two implementations: linux.ts, and
 * recorded.ts for tests. Numbers given and taken are `Pid`s in `host`, the space whose numbers the
 * procfs shows.
 *
 * An answer is never thrown: what is not there or not readable is a value.
 */
import type { Pid } from "../../model/pid.ts";
import type { Ending } from "../../model/resolution.ts";
import type { TaskId } from "../../model/task.ts";
import type { AttachFacts } from "./attachFacts.ts";
import type { Root } from "./belowRoot.ts";
import type { ExecWait, HowHeard } from "./execWait.ts";
import type { Missing } from "./missing.ts";

/** What does not change while the engine lives. */
export interface HostFacts {
  /** /proc/sys/kernel/random/boot_id; empty where unreadable. */
  readonly bootId: string;
  /** Milliseconds since the epoch at which the machine booted; see `btime` in proc_stat(5). */
  readonly bootTime: number;
  /** The namespace whose numbers the procfs shows, `pid:[INODE]`; absent where it could not be read. */
  readonly rootNamespace?: string;
  /** The engine's own name in `host`; absent where the procfs is of a namespace that we are not in (`--proc`). */
  readonly self?: Pid;
  /** The engine is in a namespace below the one whose numbers the procfs shows (`NSpid`). */
  readonly below?: true;
  /** The engine's own namespace, `pid:[INODE]`. */
  readonly selfNamespace?: string;
  readonly hostname: string;
  /** The engine's effective user id. */
  readonly uid: number;
  /** Whether the procfs hides other users' processes from us (`hidepid`, see proc(5)); absent: it does not. */
  readonly hides?: string;
}

/** One cheap look at a task (process or thread): what the map of spaces is made of. */
export interface Glance {
  readonly pid: Pid;
  readonly id: TaskId;
  /** Absent for number 1 and for tasks whose parent is outside of `host`. */
  readonly parent?: Pid;
  /** Text of its `ns/pid` link, `pid:[INODE]`; absent where not readable. */
  readonly namespace?: string;
  /**
   * Its numbers, outermost first: from `host` down to its own space (`NSpid` of proc_pid_status(5), Linux 4.1+).
   * Empty where not read: the namespace link says as much and costs less.
   */
  readonly numbers: readonly number[];
  /** Raw text of /proc/N/cgroup; one string object for equal texts. Empty where unreadable. */
  readonly cgroup: string;
  /** The kernel's short name (`comm`), at most 15 bytes. */
  readonly name: string;
  /** A letter of proc_pid_stat(5). */
  readonly state: string;
  /** Effective user id; owner of /proc/N, or as `status` says it. */
  readonly uid: number;
  /** Since boot, in clock ticks (hundredths of a second). */
  readonly startTicks: number;
}

/** A way into a namespace's numbering, by ioctl; stays open until `close` and keeps its namespace from being reused. */
export interface Door {
  /** `pid:[INODE]`. */
  readonly namespace: string;
  /** `NS_GET_ID` (Linux 6.18+) in decimal: unique while the machine is up. Absent on older kernels. */
  readonly unique?: string;
  /** The namespace that encloses it (`NS_GET_PARENT`, Linux 4.9+): `pid:[INODE]`, "none" for the outermost that we may see, "unknown". */
  readonly parent: string;
  /** Which task of `host` has number `nr` in there (threads too). Linux 6.11+. */
  readonly toHost: (nr: number) => Pid | "absent";
  /** The number in there of a task of `host` (threads too). */
  readonly fromHost: (pid: Pid) => number | "absent";
  readonly close: () => void;
}

/** A folder below a task's root that, or a link in which, is found elsewhere from here; true names have no link in them. */
export interface Stray {
  readonly from: string;
  /** Its own true name. */
  readonly to: string;
  /** Everything in it with its true name, where a link in it strays; else nothing. */
  readonly entries: readonly { readonly name: string; readonly to: string }[];
}

/** Keeps a task from being mistaken: the thing stays open until `release`, and says whether the task lives. */
export interface Hold {
  readonly id: TaskId;
  readonly pid: Pid;
  readonly alive: () => boolean;
  /** Sends to that very task (pidfd_send_signal(2)). "absent": it has exited; "denied": not ours to signal. */
  readonly signal: (signal: number) => "sent" | Missing;
  readonly release: () => void;
}

/**
 * One thing that the kernel's process connector told, in numbers of `host`. `at`: milliseconds since boot, as exact as
 * a clock tick (10 ms); it may be heard much later, when the number is another's.
 */
export type KernelEvent =
  | { readonly is: "fork"; readonly at: number; readonly pid: Pid; readonly process: Pid; readonly parent: Pid }
  | { readonly is: "exec"; readonly at: number; readonly pid: Pid }
  | { readonly is: "renamed"; readonly at: number; readonly pid: Pid; readonly name: string }
  | { readonly is: "exit"; readonly at: number; readonly pid: Pid; readonly process: Pid; readonly ending: Ending }
  /** Events were lost (ENOBUFS, a dead listener, a suspended machine): look at everything again. */
  | { readonly is: "lost" };

export interface Listener {
  readonly close: () => void;
}

/** What the guard of a wait tells. `stopped`: at its exec, by us; `seen`: it could not be stopped; `over`: the guard has ended. */
export type ExecTold =
  { readonly is: "stopped"; readonly pid: Pid } | { readonly is: "seen"; readonly pid: Pid } | { readonly is: "over" };

/** Stops programs at their exec. Whoever is stopped runs on when the guard is closed, or we die. */
export interface ExecGuard {
  readonly how: HowHeard;
  /** Lets one run. */
  readonly go: (pid: Pid) => void;
  /** Stops nobody more, and lets everybody run but this one. */
  readonly enough: (pid: Pid) => void;
  readonly close: () => void;
}

export interface Kernel {
  /** Whether numbers are translated by ioctl (Linux 6.11+, koffi loaded, procfs of our own space) or only read from /proc. */
  readonly translates: boolean;
  readonly host: () => HostFacts;
  /** Every process, in one pass. A task that goes meanwhile is left out. */
  readonly survey: () => readonly Glance[];
  /** One task, which may be a thread. */
  readonly glance: (pid: Pid) => Glance | Missing;
  /** Identity alone: the cheap second look. */
  readonly identify: (pid: Pid) => TaskId | Missing;
  /** `NSpid`: its numbers, outermost first. */
  readonly readNumbers: (pid: Pid) => readonly number[] | Missing;
  /** Text of its `ns/pid` link. */
  readonly readNamespace: (pid: Pid) => string | Missing;
  /** The process of a thread; a process is its own. */
  readonly readProcess: (pid: Pid) => Pid | Missing;
  /** The threads of a process, itself included; empty when it is gone. */
  readonly listThreads: (process: Pid) => readonly Pid[];
  /** Whether the /proc that the task itself sees hides other users' processes (`hidepid`): false where it has none. */
  readonly hidesFrom: (pid: Pid) => boolean | Missing;
  /** Empty for kernel threads and zombies, and when it is gone. */
  readonly readCommand: (pid: Pid) => readonly string[];
  /** One variable of its environment at exec, and no other (see proc_pid_environ(5)); `value` is absent where it is not set. */
  readonly readVariable: (pid: Pid, name: string) => { readonly value?: string } | Missing;
  /** Whether it has a controlling terminal (`tty_nr` of proc_pid_stat(5)); false when it is gone. */
  readonly hasTerminal: (pid: Pid) => boolean;
  /** Which of these texts of /proc/N/cgroup name a group that the freezer holds; see cgroups(7). */
  readonly listFrozen: (cgroups: readonly string[]) => ReadonlySet<string>;
  /** "unknown": this kernel or our place cannot translate; ask `readNumbers`. "denied": not ours to ask. */
  readonly openDoor: (member: Pid) => Door | Missing | "unknown";
  readonly hold: (pid: Pid) => Hold | Missing;
  /** Starts the process connector; "unavailable" where this user, kernel or place has none. Events arrive in batches, in order. */
  readonly listen: (tell: (events: readonly KernelEvent[]) => void) => Promise<Listener | "unavailable">;

  /** Stops what matches as it becomes another program; "unavailable" where nothing can be stopped without mistaking it. */
  readonly guardExecs: (wait: ExecWait, tell: (told: ExecTold) => void) => Promise<ExecGuard | "unavailable">;

  /** What an attach must know besides; read only for the task in question. */
  readonly readAttachFacts: (pid: Pid) => AttachFacts | Missing;
  /** Copies the running executable, even a deleted one, to a private file (mode 0700). */
  readonly copyExecutable: (pid: Pid, to: string) => "copied" | Missing;
  /** Copies the ELF files that it has mapped below a folder, by their own names, and gives these; root's to ask. */
  readonly copyMapped: (pid: Pid, to: string) => readonly string[];
  /** The running executable's bytes; whole. */
  readonly readExecutable: (pid: Pid) => Uint8Array | Missing;
  /** Where the target's root can be reached from a place whose procfs has it under this number; to be opened and searched, never resolved (links in it lie). */
  readonly rootOf: (pid: Pid) => string;
  /** What leads elsewhere in these folders for whoever follows links below `rootOf`: see strayLinks.ts. */
  readonly listStrays: (pid: Pid, folders: readonly string[], fits: RegExp) => readonly Stray[];
  /** Its root, to look at files below it; a path there never leads out of it. "unknown": not without the native part. */
  readonly openRoot: (pid: Pid) => Root | Missing | "unknown";
  readonly tracerOf: (pid: Pid) => Pid | "none" | Missing;
  /** The user that owns the client end of a loopback connection; see proc_net_tcp(5). */
  readonly connectionOwner: (clientPort: number, serverPort: number) => number | "absent";
  /** Program and arguments that run `command` in the task's namespaces (nsenter(1)): `nets` alone, or all. */
  readonly enterCommand: (
    pid: Pid,
    which: readonly ("mnt" | "net" | "pid" | "uts" | "ipc" | "user" | "cgroup")[],
  ) => readonly string[];
  /**
   * Program and arguments that run a debugger which traces a task, and keep the task from harm when the debugger ends
   * before it has let go; `named` is the task where the debugger runs. The same command where nothing can keep it.
   */
  readonly keepCommand: (named: Pid, command: readonly string[]) => readonly string[];
}
