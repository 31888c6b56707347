/** Measuring: two things in turn, so that both see the same machine, and the median of each. */
import { execFileSync, spawnSync } from "node:child_process";
import assert from "node:assert/strict";

export function median(values: readonly number[]): number {
  assert.ok(values.length > 0);
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Milliseconds that a program takes as a whole, its output thrown away. */
export function wholeProgram(command: readonly string[], environment: NodeJS.ProcessEnv): number {
  const [program = "", ...words] = command;
  const begun = performance.now();
  const { status, stderr } = spawnSync(program, words, { env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const took = performance.now() - begun;
  assert.equal(status, 0, `${command.join(" ")}: ${stderr.toString()}`);
  return took;
}

/** The number that a program prints. */
export function printedNumber(command: readonly string[], environment: NodeJS.ProcessEnv): number {
  const [program = "", ...words] = command;
  return Number(execFileSync(program, words, { env: environment, encoding: "utf8", maxBuffer: 1 << 26 }));
}

export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** Medians of both, measured in turn; the first round of each is not counted. */
export async function inTurn(
  rounds: number,
  ours: () => number | Promise<number>,
  theirs: () => number | Promise<number>,
): Promise<Pair> {
  const seen: { readonly ours: number[]; readonly theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: await ours(), theirs: await theirs() };
    if (round === 0) continue;
    seen.ours.push(pair.ours);
    seen.theirs.push(pair.theirs);
  }
  return { ours: median(seen.ours), theirs: median(seen.theirs) };
}

export const ratioOf = (pair: Pair): number => pair.ours / pair.theirs;

/** Both numbers, for people. */
export const pairText = ({ ours, theirs }: Pair, unit: string): string =>
  `${ours.toPrecision(3)} ${unit} : ${theirs.toPrecision(3)} ${unit}`;
