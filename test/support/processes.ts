/** What tests read of /proc by themselves, to compare with what the engine says. Numbers are those of this machine's procfs. */
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { until } from "./waits.ts";

const read = (nr: number, name: string): string => readFileSync(`/proc/${nr}/${name}`, "utf8");

/** From the third field of proc_pid_stat(5) on. */
const statOf = (nr: number): readonly string[] =>
  read(nr, "stat")
    .replace(/^.*\) /s, "")
    .split(" ");

/** Whether it runs (a zombie does not). */
export function lives(nr: number): boolean {
  try {
    return statOf(nr)[0] !== "Z";
  } catch {
    return false;
  }
}

/** Children of all its threads, in order of their numbers. */
export function childrenOf(nr: number): readonly number[] {
  const threads = readdirSync(`/proc/${nr}/task`);
  return threads
    .flatMap((thread) => readFileSync(`/proc/${nr}/task/${thread}/children`, "utf8").split(" "))
    .filter((word) => /^\d+$/.test(word))
    .map(Number)
    .sort((a, b) => a - b);
}

export function parentOf(nr: number): number {
  return Number(statOf(nr)[1]);
}

/** `NSpid`: outermost first. */
export function numbersOf(nr: number): readonly number[] {
  return (/^NSpid:\s*(.*)$/m.exec(read(nr, "status"))?.[1] ?? "").split(/\s+/).map(Number);
}

/** The process of a thread; undefined where nobody has the number. */
export function processOf(nr: number): number | undefined {
  try {
    return Number(/^Tgid:\s*(\d+)$/m.exec(read(nr, "status"))?.[1]);
  } catch {
    return undefined;
  }
}

/** Its threads' numbers, its own among them. */
export function threadsOf(nr: number): readonly number[] {
  return readdirSync(`/proc/${nr}/task`).map(Number);
}

export function commandOf(nr: number): readonly string[] {
  return read(nr, "cmdline").split("\0").slice(0, -1);
}

/** `pid:[INODE]` and the like. */
export function namespaceOf(nr: number, kind = "pid"): string {
  return readlinkSync(`/proc/${nr}/ns/${kind}`);
}

export function cgroupOf(nr: number): string {
  return read(nr, "cgroup");
}

/** The first descendant (breadth first) of which `ask` says so; waits for it. */
export async function untilDescendant(nr: number, what: string, ask: (nr: number) => boolean): Promise<number> {
  return until(what, () => {
    let generation: readonly number[] = [nr];
    while (generation.length > 0) {
      const found = generation.find(ask);
      if (found !== undefined) return found;
      generation = generation.flatMap(childrenOf);
    }
    return undefined;
  });
}

/** Kills processes that the test started, and waits until they are gone. */
export async function endAll(numbers: readonly number[]): Promise<void> {
  for (const nr of numbers) {
    try {
      process.kill(nr, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
  await until(`${numbers.join(", ")} ended`, () => !numbers.some(lives));
}

/** Kills a child of the test and waits until it is reaped. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}
