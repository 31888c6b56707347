/**
 * A random forest of PID namespaces: nested up to five deep, with threads, orphans, tasks that entered from outside, an
 * ordinary user's, and containers that have no numbers of their own.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { addContainers, type ForestContainers } from "./forestContainers.ts";
import { whyNoGroups } from "./groups.ts";
import { commandOf, endChild, lives, namespaceOf, numbersOf, threadsOf } from "./processes.ts";
import type { Specimen } from "./specimen.ts";
import { threadedCommand, unshareSpecimen } from "./unshared.ts";
import { until } from "./waits.ts";

/** One user who is not root, whose namespaces some of the trees are. */
export const forestUser = 1234;

const deepest = 5;

export interface Forest {
  /** `pid:[INODE]` of every namespace, and its number 1 in our numbers. */
  readonly namespaces: ReadonlyMap<string, number>;
  /** Docker's id of each container → the namespace whose numbers it uses, or "host". Empty where no groups can be made. */
  readonly containers: ReadonlyMap<string, string>;
  /** Every process and thread in them, in our numbers → its process. */
  readonly tasks: ReadonlyMap<number, number>;
  readonly end: () => Promise<void>;
}

export type Random = () => number;

/** mulberry32: the same numbers for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** From what a seed makes random; every process has started when it settles. The first tree is five deep, with threads. */
export async function growForest(random: Random, trees = 3, guests = 7): Promise<Forest> {
  const specimens: Specimen[] = [];
  const children: ChildProcess[] = [];
  let contained: ForestContainers | undefined;
  const end = async (): Promise<void> => {
    await contained?.end();
    for (const specimen of specimens) await specimen.end();
    for (const child of children) await endChild(child);
    await contained?.remove();
  };
  try {
    for (let tree = 0; tree < trees; tree += 1) specimens.push(await growTree(random, tree));
    const inits = specimens.flatMap(({ numbers }) => [...numbers]);
    for (let guest = 0; guest < guests; guest += 1) await addGuest(random, inits, children);
    const namespaces = new Map(inits.map((nr) => [namespaceOf(nr), nr] as const));
    const home = inits[below(random, inits.length)] ?? 0;
    if (whyNoGroups() === undefined) contained = await addContainers(home);
    const containers = [...(contained?.numbering ?? [])].map(
      ([id, where]) => [id, where === "host" ? where : namespaceOf(where)] as const,
    );
    const tasks = tasksIn(namespaces, contained?.guests ?? []);
    return { namespaces, containers: new Map(containers), tasks, end };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}

const below = (random: Random, bound: number): number => Math.floor(random() * bound);

function growTree(random: Random, tree: number): Promise<Specimen> {
  const depth = tree === 0 ? deepest : 1 + below(random, deepest);
  return unshareSpecimen({
    depth,
    ...(tree === 0 || random() < 0.5 ? { command: threadedCommand } : {}),
    ...(tree === 1 ? { user: forestUser } : {}),
  });
}

/** What comes into a namespace from outside; adds to `inits` where it makes a namespace of its own. */
async function addGuest(random: Random, inits: number[], children: ChildProcess[]): Promise<void> {
  const into = inits[below(random, inits.length)] ?? 0;
  const mark = (1_000_000 + below(random, 1e9)).toString();
  const depth = numbersOf(into).length - numbersOf(process.pid).length;
  const kinds = [
    ["sleep", mark],
    ["sh", "-c", `sleep ${mark} & exit 0`],
    ["sh", "-c", `sleep infinity & sleep ${mark}; exit 0`],
    ["setpriv", `--reuid=${forestUser}`, `--regid=${forestUser}`, "--clear-groups", "sleep", mark],
    ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "--", "sleep", mark],
  ];
  // A namespace can only be made by who is in the user namespace that owns the enclosing one.
  const isOurs = namespaceOf(into, "user") === namespaceOf(process.pid, "user");
  const isBranch = isOurs && depth < deepest && random() < 0.4;
  const words = isBranch ? kinds[4] : kinds[below(random, 4)];
  const child = spawn("nsenter", ["-t", into.toString(), "-p", "-m", "--", ...(words ?? [])], {
    stdio: "ignore",
    cwd: "/",
  });
  children.push(child);
  const guest = await until(`sleep ${mark} runs`, () =>
    processes().find((nr) => commandOf(nr).join(" ") === `sleep ${mark}`),
  );
  if (isBranch) inits.push(guest);
}

const processes = (): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** `others`: who belongs to the forest besides. A process that goes meanwhile is none of ours: those stay. */
function tasksIn(namespaces: ReadonlyMap<string, number>, others: readonly number[]): ReadonlyMap<number, number> {
  const tasks = new Map<number, number>();
  for (const nr of processes()) {
    try {
      if (!lives(nr) || !(namespaces.has(namespaceOf(nr)) || others.includes(nr))) continue;
      for (const thread of threadsOf(nr)) tasks.set(thread, nr);
    } catch {
      continue;
    }
  }
  return tasks;
}
