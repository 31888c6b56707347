/** What the gates must know of one task, read in one go. Facts only; the verdicts are in engine/gates. */
import type { Pid } from "../../model/pid.ts";
import type { Missing } from "./missing.ts";

export interface AttachFacts {
  /** Text of the `exe` link, as the target's own mount namespace calls it; may end in " (deleted)". */
  readonly executable: string | Missing;
  readonly command: readonly string[];
  /** Its working folder, as its own mount namespace calls it; absent where unreadable. */
  readonly folder?: string;
  /** Of its environment at exec only the words that say how it may be debugged (`NODE_OPTIONS` and the like); absent where unreadable. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Raw text of /proc/N/status. */
  readonly status: string;
  readonly mountInfo: string | Missing;
  /** The user that owns its files in procfs: its effective user, or 0 when it is not dumpable; see proc(5). */
  readonly owner?: number;
  /** Our own, to compare with. */
  readonly ownMountInfo: string;
  /** Distinct files mapped, as the target calls them. */
  readonly mapped: readonly string[] | Missing;
  /** Text of links under ns/: net, user, mnt, pid; a missing one could not be read. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly ownNamespaces: Readonly<Record<string, string>>;
  /** Our own /proc/self/status. */
  readonly ownStatus: string;
  /** A seccomp filter of the place that we are in refuses ptrace(2), to whomever; asked of the kernel. */
  readonly ownFilter?: true;
  /** Whether /proc/N/environ can be opened: ptrace-read permission, and dumpable (see ptrace(2)). */
  readonly readable: boolean;
  /** Ports on which this very process listens (socket inode ↔ descriptor); undefined when descriptors are unreadable. */
  readonly listening: readonly number[] | undefined;
  /** Every port on which somebody listens in its network namespace; readable without privilege. */
  readonly listeners: readonly number[];
  /** Of the listeners, the ports that only its own network namespace can reach (127.0.0.1 or ::1). */
  readonly loopback?: readonly number[];
  /** Ports of the process's own ends of connections; absent where its descriptors are not ours to read. */
  readonly connected?: readonly number[];
  /** Of the listeners, the ports that somebody is connected to. */
  readonly busy?: readonly number[];
  /** Whether the freezer holds it (a paused container). */
  readonly frozen: boolean;
  /** Who traces it, and that one's name. */
  readonly tracer?: { readonly pid: Pid; readonly name: string };
  /** kernel.yama.ptrace_scope; absent where Yama is. */
  readonly yama?: number;
  /** User namespaces that enclose the target's, from its own outwards, with each one's owner (NS_GET_USERNS, NS_GET_OWNER_UID, Linux 4.9+); empty where unreadable. */
  readonly userNamespaces: readonly { readonly link: string; readonly owner?: number }[];
  /** The target's /proc/N/uid_map; empty where unreadable. */
  readonly uidMap: string;
  /** Security label (attr/current), trimmed; absent where there is none. */
  readonly label?: string;
}
