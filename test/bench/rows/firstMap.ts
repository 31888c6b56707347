/** The first full map inside of a fresh engine, against a C loop over the same tasks. */
import { inTurn, printedTook, ratioOf } from "../measure.ts";
import type { Row } from "../row.ts";

export const firstMap: Row = {
  name: "engine's first full map (inside the process)",
  against: "a C loop reading status, namespace link and cgroup of the same tasks",
  atMost: 0.6,
  unit: "",
  run: async ({ built, program, environment }) => {
    const pair = await inTurn(
      9,
      () => printedTook([process.execPath, built.bench, "--child", "firstMap"], environment),
      () => printedTook([program("loop")], environment),
    );
    const floor =
      "a later map (next row); the rest is once: finding the kernel's fields, a door to each namespace, and code that runs for the first time";
    return { ...ratioOf(pair, "ms"), floor };
  },
};
