/** What an engine that is watched costs while nothing happens. */
import { startEngine } from "../engineClient.ts";
import { onProcessor } from "../measure.ts";
import type { Row } from "../row.ts";

const seconds = 60;

export const idle: Row = {
  name: "engine idle for 60 s with 10,000 quiet tasks",
  against: "—",
  atMost: 0.1,
  unit: "% of a core",
  run: async ({ built, environment }) => {
    const engine = await startEngine(built.engine, environment);
    let changes = 0;
    await engine.spaces();
    await engine.watch(() => changes++);
    await new Promise((resolve) => setTimeout(resolve, 10_000)); // its first garbage is collected, and threads are found
    const before = onProcessor(engine.nr);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const spent = onProcessor(engine.nr) - before;
    await engine.end();
    return {
      value: (spent / 1e9 / seconds) * 100,
      detail: `${(spent / 1e6).toFixed(1)} ms on processors; ${changes} changes on the machine meanwhile`,
      floor:
        "0, but that it looks at everything again now and then (control groups and states change without an event), which takes at most 0.02 % in the long run, and that the journal says every other second until when it is whole",
    };
  },
};
