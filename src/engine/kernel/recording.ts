/** What a recording holds: a machine's tasks as they looked, and how they changed between looks. JSON, in test/recordings. */
import type { Pid } from "../../model/pid.ts";
import type { AttachFacts } from "./attachFacts.ts";
import type { HostFacts } from "./kernel.ts";

/** One process or thread. */
export interface RecordedTask {
  /** From `host` down to its own space; the first is its number in `host`. */
  readonly numbers: readonly number[];
  /** `pid:[INODE]` of its own space. */
  readonly namespace: string;
  readonly name: string;
  readonly start: number;
  /** Of a thread: its process's number in `host`. */
  readonly process?: number;
  /** Its parent's number in `host`. */
  readonly parent?: number;
  readonly cgroup?: string;
  readonly state?: string;
  readonly uid?: number;
  readonly command?: readonly string[];
  /** Whether its links under ns/ are refused to us, as another user's are. */
  readonly denied?: boolean;
  /** What a procfs mounted with `hidepid` says of it; it is in no listing. */
  readonly hidden?: "absent" | "denied";
  /** Whether the /proc that it sees itself is mounted with `hidepid`. */
  readonly hidesFrom?: boolean;
  /** Whether it has a controlling terminal. */
  readonly terminal?: boolean;
  /** Whether the freezer holds its control group. */
  readonly frozen?: boolean;
  readonly tracer?: number;
  readonly attach?: Partial<AttachFacts>;
}

/** After so many looks (`glance`, `identify`, `hold`) at host's number `at`, the task there is another, or none. */
export interface Change {
  readonly at: number;
  readonly looks: number;
  readonly becomes: RecordedTask | "gone";
}

export interface Recording {
  /** Why there is this recording, for people. */
  readonly about: string;
  readonly host: Omit<HostFacts, "self"> & { readonly self: number };
  /** Whether the kernel translates numbers (doors open). */
  readonly translates: boolean;
  /** Every namespace but the root one, with the one that encloses it. */
  readonly namespaces: Readonly<Record<string, { readonly parent: string; readonly unique?: string }>>;
  readonly tasks: readonly RecordedTask[];
  readonly changes?: readonly Change[];
}

/** The namespaces that enclose `link`, the root one first, itself last. */
export function chainOf(recording: Recording, link: string): readonly string[] {
  const chain: string[] = [];
  let at: string | undefined = link;
  while (at !== undefined && !chain.includes(at)) {
    chain.unshift(at);
    at = recording.namespaces[at]?.parent;
  }
  return chain;
}

/** A task's number in the namespace `link`; absent where it has none. */
export function numberIn(recording: Recording, task: RecordedTask, link: string): number | undefined {
  const depth = chainOf(recording, task.namespace).indexOf(link);
  return depth < 0 ? undefined : task.numbers[depth];
}

/** A signal that a test's engine sent, for the test to look at. */
export interface SentSignal {
  readonly pid: Pid;
  readonly signal: number;
}
