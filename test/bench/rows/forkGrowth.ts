/** Whether one more task costs more when there are many: on a recorded machine, so that only the engine counts. */
import { inTurn, pairText, printedTook } from "../measure.ts";
import type { Row } from "../row.ts";

export const forkGrowth: Row = {
  name: "cost of one fork event as tasks grow 1,000 → 30,000",
  against: "itself at 1,000",
  atMost: 1.3,
  unit: "",
  run: async ({ built, environment }) => {
    const cost = (tasks: number) =>
      printedTook([process.execPath, built.bench, "--child", "forkCost", `${tasks}`], environment);
    const pair = await inTurn(
      5,
      () => cost(30_000),
      () => cost(1_000),
    );
    // the engine waits between changes, so the clock says nothing of its cost
    const value = pair.ours.processor / pair.theirs.processor;
    return { value, by: "processor", detail: pairText(pair, "µs"), floor: "1" };
  },
};
