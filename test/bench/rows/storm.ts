/** Whether a storm of forks is told whole: by an engine to its client, each fork as a task, or as one that came and went. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { startEngine } from "../engineClient.ts";
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
  readonly ids = new Set<string>();
  unseen = 0;
  changes = 0;

  constructor(readonly forker: () => number) {}

  take(tasks: readonly Named[], gone: readonly Named[]): void {
    this.changes += 1;
    const nr = this.forker();
    for (const one of [...tasks, ...gone]) {
      if (one.name !== `storm-${nr}` || one.tuples[0]?.nr === nr) continue;
      this.ids.add(one.id);
      if (one.unseen) this.unseen += 1;
    }
  }
}

export const stormRow: Row = {
  name: "5,000 forks/s for 10 s: forks that the client was not told",
  against: "—",
  atMost: 0,
  unit: "",
  run: async ({ built, environment, program }) => {
    const engine = await startEngine(built.engine, environment);
    let forker = 0;
    const told = new Told(() => forker);
    await engine.watch(({ tasks, goneTasks }) => {
      told.take(tasks, goneTasks);
    });
    const child = spawn(program("forker"), [`${storm.count}`, `${storm.rate}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    forker = child.pid ?? 0;
    const [seconds] = (await once(child.stdout, "data")) as [Buffer];
    const until = performance.now() + patience;
    while (told.ids.size < storm.count && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const late = performance.now() - (until - patience);
    await engine.end();
    const rate = Math.round(storm.count / Number(seconds.toString()));
    return {
      value: storm.count - told.ids.size,
      detail: `${told.ids.size} told at ${rate} forks/s in ${told.changes} changes, the last ${late.toFixed(0)} ms after the storm; ${told.unseen} came and went before they could be looked at`,
      floor: "0",
    };
  },
};
