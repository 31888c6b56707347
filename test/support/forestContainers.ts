/**
 * Containers in a forest of namespaces, named to the engine by their control groups as Docker's are: one that a
 * namespace belongs to, one that came into the same namespace (`--pid=container:`), one among our own numbers
 * (`--pid=host`).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { type Group, makeGroup } from "./groups.ts";
import { childrenOf, commandOf, endAll, endChild, untilDescendant } from "./processes.ts";

export interface ForestContainers {
  /** Docker's id of each → number 1 of the namespace whose numbers its tasks have; of our own numbers "host". */
  readonly numbering: ReadonlyMap<string, number | "host">;
  /** The processes that were started for it, in our numbers. */
  readonly guests: readonly number[];
  /** Ends what was started. */
  readonly end: () => Promise<void>;
  /** Removes the groups, once everybody in the namespace has ended. */
  readonly remove: () => Promise<void>;
}

const sleep = ["sleep", "infinity"];

/** `first`: number 1 of the namespace that belongs to a container. */
export async function addContainers(first: number): Promise<ForestContainers> {
  const groups: Group[] = [];
  const children: ChildProcess[] = [];
  const numbering = new Map<string, number | "host">();
  const enter = ["-t", first.toString(), "-p", "-m", "--", ...sleep];
  const contain = (where: number | "host", numbers: readonly number[]): void => {
    const id = randomBytes(32).toString("hex");
    const group = makeGroup(`docker-${id}.scope`);
    groups.push(group);
    for (const nr of numbers) group.add(nr);
    numbering.set(id, where);
  };
  const start = (program: string, words: readonly string[]): number => {
    const child = spawn(program, words, { stdio: "ignore", cwd: "/" });
    children.push(child);
    return child.pid ?? 0;
  };
  const agents = [1, 2].map(() => start("sleep", ["infinity"]));
  const side = await untilDescendant(start("nsenter", enter), "the guest sleeps", (nr) => isSleeping(nr));
  contain(first, withDescendants(first));
  contain(first, [side]);
  contain("host", agents);
  const end = async (): Promise<void> => {
    await endAll([side]);
    await Promise.all(children.map(endChild));
  };
  const remove = async (): Promise<void> => {
    for (const group of groups) await group.remove();
  };
  return { numbering, guests: [...agents, side], end, remove };
}

const isSleeping = (nr: number): boolean => commandOf(nr).join(" ") === sleep.join(" ");

const withDescendants = (nr: number): readonly number[] => [nr, ...childrenOf(nr).flatMap(withDescendants)];
