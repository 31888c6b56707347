/** What /proc/N/status says about identity; see proc_pid_status(5). */

export interface StatusFacts {
  /** `NSpid`, outermost first: from the space of the procfs mount down to the task's own. Linux 4.1+. */
  readonly numbers: readonly number[];
  /** `Tgid`: the number of its process, in the space of the procfs. */
  readonly process?: number;
  /** The effective one of `Uid`. */
  readonly uid?: number;
  /** `CapEff`, hexadecimal, as it stands there. */
  readonly capabilities?: string;
  /** Our supplementary groups; `Groups`. */
  readonly groups: readonly number[];
}

const decimal = /^(0|[1-9]\d{0,9})$/;

function numbersOf(words: string | undefined): readonly number[] {
  const parts = (words ?? "").trim().split(/\s+/);
  return parts.every((part) => decimal.test(part)) ? parts.map(Number) : [];
}

/** Never throws: a line that cannot be read becomes a problem, and the rest is kept. */
export function parseStatus(text: string): { readonly facts: StatusFacts; readonly problems: readonly string[] } {
  // a line that does not end was cut: so may its last number be
  const line = (key: string): string | undefined => new RegExp(`^${key}:[\\t ]*(.*)\\n`, "m").exec(text)?.[1];
  const problems: string[] = [];
  const numbers = numbersOf(line("NSpid")).filter((nr) => nr > 0);
  if (numbers.length === 0) problems.push("no readable NSpid line: kernel older than 4.1?");
  const process = numbersOf(line("Tgid"))[0];
  const uid = numbersOf(line("Uid"))[1];
  const capabilities = /^[0-9a-f]{16}$/.exec(line("CapEff") ?? "")?.[0];
  const facts: StatusFacts = {
    numbers,
    groups: numbersOf(line("Groups")),
    ...(process === undefined || process === 0 ? {} : { process }),
    ...(uid === undefined ? {} : { uid }),
    ...(capabilities === undefined ? {} : { capabilities }),
  };
  return { facts, problems };
}

/** CAP_SYS_PTRACE, of a `CapEff` as `status` writes it; see capabilities(7). */
export function mayTraceAll(capabilities: string | undefined): boolean {
  if (capabilities === undefined || capabilities.length === 0) return false;
  return ((BigInt(`0x${capabilities}`) >> 19n) & 1n) === 1n;
}
