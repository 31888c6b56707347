/** Whether a storm of forks is told whole: by an engine to its client, each fork as a task, or as one that came and went. */
import { execFileSync, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { startEngine } from "../engineClient.ts";
import { onProcessor } from "../measure.ts";
import type { Row } from "../row.ts";

/** Forks, and how many of them a second. */
const storm = { count: 50_000, rate: 5_000 };
/** Milliseconds: how long after the storm what is still under way may take. */
const patience = 30_000;

interface Named {
  readonly id: string;
  readonly name: string;
  readonly tuples: readonly { readonly nr: number }[];
  readonly unseen?: true;
}

/** What a client is told of the forker's children, who have its name. */
class Told {
  readonly #numbers = new Map<string, number>();
  unseen = 0;
  changes = 0;

  constructor(readonly forker: () => number) {}

  take(tasks: readonly Named[], gone: readonly Named[]): void {
    this.changes += 1;
    const nr = this.forker();
    for (const one of [...tasks, ...gone]) {
      const number = one.tuples[0]?.nr;
      if (one.name !== `storm-${nr}` || number === undefined || number === nr) continue;
      this.#numbers.set(one.id, number);
      if (one.unseen) this.unseen += 1;
    }
  }

  get count(): number {
    return this.#numbers.size;
  }

  /** A number goes round: as many tasks must have been told under each as were forked. */
  compare(forked: readonly number[]): { readonly lost: number; readonly invented: number } {
    const left = new Map<number, number>();
    const add = (nr: number, by: number): void => void left.set(nr, (left.get(nr) ?? 0) + by);
    for (const nr of forked) add(nr, 1);
    for (const nr of this.#numbers.values()) add(nr, -1);
    const sum = (sign: number): number => [...left.values()].reduce((all, one) => all + Math.max(0, sign * one), 0);
    return { lost: sum(1), invented: sum(-1) };
  }
}

const words = [`${storm.count}`, `${storm.rate}`];
const rateOf = (seconds: string): number => Math.round(storm.count / Number(seconds));

export const stormRow: Row = {
  name: "5,000 forks/s for 10 s: forks that the client was not told",
  against: "—",
  atMost: 0,
  unit: "",
  quiet: ({ program }) => {
    const printed = execFileSync(program("forker"), words, { encoding: "utf8", maxBuffer: 1 << 24 });
    return Promise.resolve(rateOf(printed.split("\n")[0] ?? ""));
  },
  run: async ({ built, environment, program }, unwatched) => {
    const engine = await startEngine(built.engine, environment);
    let forker = 0;
    const told = new Told(() => forker);
    await engine.watch(({ tasks, goneTasks }) => {
      told.take(tasks, goneTasks);
    });
    const before = onProcessor(engine.nr);
    const child = spawn(program("forker"), words, { stdio: ["ignore", "pipe", "inherit"] });
    forker = child.pid ?? 0;
    const [seconds = "", ...numbers] = (await text(child.stdout)).trim().split("\n");
    const until = performance.now() + patience;
    while (told.count < storm.count && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const late = performance.now() - (until - patience);
    const each = (onProcessor(engine.nr) - before) / 1000 / storm.count;
    await engine.end();
    const { lost, invented } = told.compare(numbers.map(Number));
    const of = `${storm.count - lost} told at ${rateOf(seconds)} forks/s (${unwatched} with nobody watching) in ${told.changes} changes, for ${each.toFixed(0)} µs of the engine each`;
    return {
      value: lost + invented,
      detail: `${of}, the last ${late.toFixed(0)} ms after the storm; ${told.unseen} came and went before they could be looked at, ${invented} were told twice`,
      floor:
        "0; of each fork the kernel tells twice, it is looked for twice, and its number, name and end are told and remembered",
    };
  },
};
