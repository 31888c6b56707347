/**
 * Measuring: two things in turn, so that both see the same machine, and the median of each; on the clock, and on
 * processors (user and system time of all threads), which other work on the machine does not lengthen as much.
 */
import { execFileSync } from "node:child_process";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

export function median(values: readonly number[]): number {
  assert.ok(values.length > 0);
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Nanoseconds on a processor, of all threads of another process; see schedstat in proc(5). */
export function onProcessor(nr: number): number {
  const threads = readdirSync(`/proc/${nr}/task`);
  return threads
    .map((thread) => Number(readFileSync(`/proc/${nr}/task/${thread}/schedstat`, "utf8").split(" ")[0]))
    .reduce((sum, one) => sum + one, 0);
}

/** In one unit, milliseconds or microseconds. */
export interface Took {
  readonly clock: number;
  readonly processor: number;
}

/** Of what this process does; milliseconds. */
export async function took(act: () => unknown): Promise<Took> {
  const before = process.cpuUsage();
  const begun = performance.now();
  await act();
  const clock = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  return { clock, processor: (user + system) / 1000 };
}

/** Of each of `count`, in microseconds. */
export async function tookEach(count: number, act: () => unknown): Promise<Took> {
  const { clock, processor } = await took(act);
  return { clock: (clock * 1000) / count, processor: (processor * 1000) / count };
}

export const sayTook = ({ clock, processor }: Took): string => `${clock} ${processor}`;

/** The two numbers that a program prints. */
export function printedTook(command: readonly string[], environment: NodeJS.ProcessEnv): Took {
  const [program = "", ...words] = command;
  const text = execFileSync(program, words, { env: environment, encoding: "utf8", maxBuffer: 1 << 26 });
  const [clock = Number.NaN, processor = Number.NaN] = text.trim().split(" ").map(Number);
  assert.ok(clock >= 0 && processor >= 0, `${command.join(" ")} printed ${text}`);
  return { clock, processor };
}

export interface Pair {
  readonly ours: Took;
  readonly theirs: Took;
}

export const medianTook = (all: readonly Took[]): Took => ({
  clock: median(all.map(({ clock }) => clock)),
  processor: median(all.map(({ processor }) => processor)),
});

type Act = () => Took | Promise<Took>;

/** Medians of both, measured in turn; the first round of each is not counted. */
export async function inTurn(rounds: number, ours: Act, theirs: Act): Promise<Pair> {
  const seen: { readonly ours: Took[]; readonly theirs: Took[] } = { ours: [], theirs: [] };
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: await ours(), theirs: await theirs() };
    if (round === 0) continue;
    seen.ours.push(pair.ours);
    seen.theirs.push(pair.theirs);
  }
  return { ours: medianTook(seen.ours), theirs: medianTook(seen.theirs) };
}

/** Where one that only computes took so much longer than it computed, other work was on the machine. */
const busy = 1.3;

export interface Ratio {
  readonly value: number;
  readonly by: "clock" | "processor";
  /** Both numbers of both sides, for people. */
  readonly detail: string;
}

/** By the clock; on a busy machine by processor time. `computes`: that ours does nothing but compute either. */
export function ratioOf(pair: Pair, unit: string, computes = false): Ratio {
  const { ours, theirs } = pair;
  const isBusy = theirs.clock > busy * theirs.processor || (computes && ours.clock > busy * ours.processor);
  const by = isBusy ? "processor" : "clock";
  return { value: ours[by] / theirs[by], by, detail: pairText(pair, unit) };
}

const say = (value: number): string => value.toPrecision(3);

export function pairText({ ours, theirs }: Pair, unit: string): string {
  const clock = `${say(ours.clock)} : ${say(theirs.clock)} ${unit} on the clock (${say(ours.clock / theirs.clock)})`;
  const processor = `${say(ours.processor)} : ${say(theirs.processor)} ${unit} on processors (${say(ours.processor / theirs.processor)})`;
  return `${clock}, ${processor}`;
}
