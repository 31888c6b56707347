/** What the engine and its guard for waiting (waiter.ts) say to each other: one line of JSON each, on its stdin and stdout. Pure. */
import { fits } from "../../model/match.ts";

export interface ExecWait {
  /** See `fits`. */
  readonly match: string;
  /** Every task of this machine will do. */
  readonly anywhere: boolean;
  /** The wanted space's namespace, `pid:[INODE]`, where it is there already and has one. */
  readonly namespace?: string;
  /** The id of the wanted container, as it stands in cgroups, where it is there already. */
  readonly container?: string;
  /** Namespaces that the wanted space certainly is not, nor encloses. Of any other it may turn out to be the wanted one. */
  readonly others: readonly string[];
}

/** Engine → guard. `go`: let it run; `enough`: let all others run and stop no more. */
export type WaitOrder = { readonly go: number } | { readonly enough: number };

/** Guard → engine. Numbers of the host. */
export type WaitWord =
  | { readonly is: "ready"; readonly how: HowHeard }
  | { readonly is: "stopped"; readonly nr: number }
  /** It could not be stopped, but it is there. */
  | { readonly is: "seen"; readonly nr: number };

/** By the kernel's events, or by looking at /proc every few milliseconds. */
export type HowHeard = "events" | "looks";

/** One new program, as the guard sees it. */
export interface Started {
  readonly name: string;
  readonly command: readonly string[];
  /** Absent where it cannot be read. */
  readonly namespace?: string;
  readonly cgroup: string;
}

/** Whether it is what is waited for, as far as can be told at once. Whether it really lies in the wanted space is asked when it stands still. */
export function isCandidate(started: Started, wait: ExecWait): boolean {
  if (!fits(started, wait.match)) return false;
  if (wait.anywhere) return true;
  if (wait.container !== undefined && started.cgroup.includes(wait.container)) return true;
  const { namespace } = started;
  return namespace !== undefined && (namespace === wait.namespace || !wait.others.includes(namespace));
}

/** Whole lines of what came so far, and the rest. A line that is no JSON is left out. */
export function readLines(text: string): { readonly words: readonly unknown[]; readonly rest: string } {
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  const words = lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
  return { words, rest };
}
