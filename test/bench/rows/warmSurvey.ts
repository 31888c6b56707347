/** Looking at everything again, as an engine without events does: what the floor of the map is. */
import { inTurn, printedTook, ratioOf } from "../measure.ts";
import type { Row } from "../row.ts";

export const warmSurvey: Row = {
  name: "a later full map of the same engine",
  against: "a C loop reading status, namespace link and cgroup of the same tasks",
  atMost: 0.6,
  unit: "",
  run: async ({ built, program, environment }) => {
    const pair = await inTurn(
      5,
      () => printedTook([process.execPath, built.bench, "--child", "laterMap"], environment),
      () => printedTook([program("loop")], environment),
    );
    const floor =
      "some 15 ms, in which the kernel's task iterator writes its records; the rest compares them with what is known";
    return { ...ratioOf(pair, "ms"), floor };
  },
};
