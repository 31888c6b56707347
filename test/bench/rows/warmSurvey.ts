/** Looking at everything again, as an engine without events does: what the floor of the map is. */
import { inTurn, pairText, printedNumber, ratioOf } from "../measure.ts";
import type { Row } from "../row.ts";

export const warmSurvey: Row = {
  name: "a later full map of the same engine",
  against: "a C loop reading status, namespace link and cgroup of the same tasks",
  atMost: 0.6,
  unit: "",
  run: async ({ built, program, environment }) => {
    const pair = await inTurn(
      5,
      () => printedNumber([process.execPath, built.bench, "--child", "laterMap"], environment),
      () => printedNumber([program("loop")], environment),
    );
    return { value: ratioOf(pair), detail: pairText(pair, "ms") };
  },
};
