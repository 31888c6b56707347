/** The first full map inside of a fresh engine, against a C loop over the same tasks. */
import { inTurn, pairText, printedNumber, ratioOf } from "../measure.ts";
import type { Row } from "../row.ts";

export const firstMap: Row = {
  name: "engine's first full map (inside the process)",
  against: "a C loop reading status, namespace link and cgroup of the same tasks",
  atMost: 0.6,
  unit: "",
  run: async ({ built, program, environment }) => {
    const pair = await inTurn(
      9,
      () => printedNumber([process.execPath, built.bench, "--child", "firstMap"], environment),
      () => printedNumber([program("loop")], environment),
    );
    return { value: ratioOf(pair), detail: pairText(pair, "ms") };
  },
};
