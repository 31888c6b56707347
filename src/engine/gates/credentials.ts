/** Who a task is, from the text of its /proc/N/status; see proc_pid_status(5) and credentials(7). Pure. */

export interface Credentials {
  /** Real, effective, saved and file system user; -1 where not told. */
  readonly uids: readonly number[];
  readonly gids: readonly number[];
  readonly permitted: bigint;
  readonly effective: bigint;
  readonly noNewPrivileges: boolean;
  /** 0 none, 1 strict, 2 filter; see seccomp(2). */
  readonly seccomp: number;
  /** A letter of proc_pid_stat(5). */
  readonly state: string;
  /** `Kthread` (Linux 6.8+), else told by its lack of memory. */
  readonly kernelThread: boolean;
  /** Signals that have a handler, as a mask; bit N-1 is signal N. */
  readonly caught: bigint;
}

/** Numbers of capabilities(7). */
export const capability = { kill: 5n, sysPtrace: 19n, sysAdmin: 21n } as const;

/** Names of capabilities by their number; the list ends where Linux 6.18 does. */
const capabilityNames = (
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE " +
  "NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN " +
  "SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE " +
  "MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE"
).split(" ");

/** The field's text, trimmed; undefined when the line is missing. */
export function statusWord(status: string, key: string): string | undefined {
  return new RegExp(`^${key}:[ \\t]*(.*)$`, "m").exec(status)?.[1]?.trim();
}

function maskOf(status: string, key: string): bigint {
  const word = statusWord(status, key);
  return word !== undefined && /^[0-9a-f]+$/i.test(word) ? BigInt(`0x${word}`) : 0n;
}

function idsOf(status: string, key: string): readonly number[] {
  const words = statusWord(status, key)?.split(/\s+/) ?? [];
  return words.length === 4 ? words.map(Number) : [-1, -1, -1, -1];
}

/** Never throws: what is not told is what gives no right. */
export function parseCredentials(status: string): Credentials {
  const state = statusWord(status, "State")?.[0] ?? "?";
  const told = statusWord(status, "Kthread");
  return {
    uids: idsOf(status, "Uid"),
    gids: idsOf(status, "Gid"),
    permitted: maskOf(status, "CapPrm"),
    effective: maskOf(status, "CapEff"),
    noNewPrivileges: statusWord(status, "NoNewPrivs") === "1",
    seccomp: Number(statusWord(status, "Seccomp") ?? 0),
    state,
    kernelThread:
      told === undefined ? statusWord(status, "VmSize") === undefined && !"ZX".includes(state) : told === "1",
    caught: maskOf(status, "SigCgt"),
  };
}

/** Whether sudo and its like can give us more rights than we have. */
export function mayElevate({ uids, noNewPrivileges }: Credentials): boolean {
  return uids[1] !== 0 && !noNewPrivileges;
}

export function has(mask: bigint, bit: bigint): boolean {
  return (mask & (1n << bit)) !== 0n;
}

/** Whether the task has a handler for a signal; without one, most signals kill. */
export function catches(who: Credentials, signal: number): boolean {
  return has(who.caught, BigInt(signal - 1));
}

/** The capabilities of `mask` in words. */
export function capabilitiesIn(mask: bigint): readonly string[] {
  return capabilityNames.filter((_, bit) => has(mask, BigInt(bit)));
}
