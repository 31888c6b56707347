/** What must hold of a task when something of a debugger's was killed in the middle of a session, and whom there is to kill. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readTraps } from "../../src/engine/kernel/traps.ts";
import { childrenOf, commandOf, lives, threadsOf } from "./processes.ts";
import { until } from "./waits.ts";

const statusOf = (nr: number, thread = nr): string => readFileSync(`/proc/${nr}/task/${thread}/status`, "utf8");

/** How often its threads have gone to sleep by themselves; one that stands still does not. `name`: only threads called so. */
function sleepsOf(nr: number, name: string | undefined): number {
  const statuses = threadsOf(nr).map((thread) => statusOf(nr, thread));
  const counted = statuses.filter((text) => name === undefined || text.startsWith(`Name:\t${name}\n`));
  const sleeps = counted.map((text) => Number(/^voluntary_ctxt_switches:\s*(\d+)$/m.exec(text)?.[1] ?? 0));
  return sleeps.reduce((sum, each) => sum + each, 0);
}

/** Lives, goes on counting, is traced by nobody and has no breakpoint in its text. `name`: of the threads that count. */
export async function assertUnharmed(nr: number, name?: string): Promise<void> {
  await until("nobody traces it, or it has died", () => !lives(nr) || /^TracerPid:\s+0$/m.test(statusOf(nr)));
  const before = lives(nr) ? sleepsOf(nr, name) : 0;
  await until("it counts on, or has died", () => !lives(nr) || sleepsOf(nr, name) > before + 10);
  assert.ok(lives(nr), "the task lives");
  assert.deepEqual(readTraps(`/proc/${nr}`), [], "no breakpoint is left in its text");
}

/** Everything that we have started and they have, over any number of generations. */
export function descendants(nr = process.pid): readonly number[] {
  const all: number[] = [];
  for (let generation = [nr]; generation.length > 0;) {
    generation = generation.flatMap((each) => (lives(each) ? childrenOf(each) : []));
    all.push(...generation);
  }
  return all;
}

const isKeeper = (command: readonly string[]): boolean => command.some((word) => word.endsWith("/keeper.js"));

/** The one among `numbers` whose program has that name, behind its loader or its keeper or not; `keeper` is the keeper itself. */
export function findVictim(numbers: readonly number[], name: string): number {
  const found = numbers.find((nr) => {
    const command = commandOf(nr);
    if (name === "keeper" || isKeeper(command)) return name === "keeper" && isKeeper(command);
    return command.some((word) => word === name || word.endsWith(`/${name}`));
  });
  assert.ok(found !== undefined, `${name} runs among ${numbers.map((nr) => commandOf(nr).join(" ")).join("; ")}`);
  return found;
}
