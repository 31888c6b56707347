/** A namespace whose numbers change hands all the time: four hundred numbers, thousands of forks and exits a second. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { release, tmpdir } from "node:os";
import path from "node:path";
import type { Specimen } from "./specimen.ts";
import { unshareSpecimen } from "./unshared.ts";

export interface Churning extends Specimen {
  /** How many tasks it has begun. */
  readonly begun: () => number;
}

/** Its tasks that stay have these numbers; the first is number 1. */
export const stayingNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** Numbers below 300 are given once only (RESERVED_PIDS), those from there on again and again. */
export const reused = { from: 300, below: 400 } as const;

/** `kernel.pid_max` is each namespace's own since Linux 6.14; before, the limit would be the machine's. */
export function hasOwnLimit(): boolean {
  const [major = 0, minor = 0] = release().split(".").map(Number);
  return major > 6 || (major === 6 && minor >= 14);
}

export async function churn(): Promise<Churning> {
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-churn-"));
  const [program, tally] = [path.join(folder, "churn"), path.join(folder, "begun")];
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    execFileSync("gcc", ["-O1", "-o", program, path.resolve("test/support/programs/churn.c")]);
    const specimen = await unshareSpecimen({ command: [program, tally] });
    const begun = (): number => Number(readFileSync(tally, "utf8"));
    return { ...specimen, begun, end: () => specimen.end().finally(remove) };
  } catch (thrown) {
    remove();
    throw thrown;
  }
}
