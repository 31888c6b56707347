/** Programs that are waited for: how many of them the guard stopped before the first line of their main. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ExecTold, Kernel } from "../../src/engine/kernel/kernel.ts";
import { randomName } from "./specimen.ts";
import { until } from "./waits.ts";

export interface Firsts {
  readonly execs: number;
  /** Stopped, and nothing of main had run. */
  readonly before: number;
  /** Stopped, but later. */
  readonly after: number;
}

export interface FirstProgram {
  readonly program: string;
  readonly remove: () => void;
}

/** Under a name that nothing else on the machine has. */
export function makeFirst(options: readonly string[] = []): FirstProgram {
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-first-"));
  const program = path.join(folder, randomName());
  execFileSync("gcc", [...options, "-o", program, path.resolve("test/support/programs/first.c")]);
  return {
    program,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a task has written anything yet; the kernel counts. */
export function hasWritten(nr: number): boolean {
  return !/^wchar: 0$/m.test(readFileSync(`/proc/${nr.toString()}/io`, "utf8"));
}

/** Runs the program again and again, one after the other, while it is waited for. */
export async function countFirsts(kernel: Kernel, { program }: FirstProgram, execs: number): Promise<Firsts> {
  const told: ExecTold[] = [];
  const wait = { match: path.basename(program), anywhere: true, others: [] };
  const guard = await kernel.guardExecs(wait, (one) => told.push(one));
  assert.ok(guard !== "unavailable");
  const counted = { execs, before: 0, after: 0 };
  try {
    for (let turn = 0; turn < execs; turn++) {
      // by a shell, for the children of whoever waits are not waited for
      const child = spawn("sh", ["-c", '"$FIRST"; exit'], {
        stdio: ["pipe", "ignore", "ignore"],
        env: { ...process.env, FIRST: program },
      });
      const stop = await until("it is stopped", () => told.find((one) => one.is === "stopped"));
      await until("it stands still", () => stateOf(stop.pid.nr) === "T");
      if (hasWritten(stop.pid.nr)) counted.after += 1;
      else counted.before += 1;
      guard.go(stop.pid);
      child.stdin.end();
      await once(child, "exit");
      told.length = 0;
    }
  } finally {
    guard.close();
  }
  return counted;
}

/** A letter of proc_pid_stat(5). */
export function stateOf(nr: number): string {
  return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${nr.toString()}/status`, "utf8"))?.[1] ?? "";
}
