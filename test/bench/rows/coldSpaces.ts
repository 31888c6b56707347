/** The command line from nothing to the list of spaces, against the tool that everybody has. */
import { inTurn, pairText, ratioOf, wholeProgram } from "../measure.ts";
import type { Row } from "../row.ts";

export const coldSpaces: Row = {
  name: "`pspace spaces` from a cold start, whole process",
  against: "`lsns -t pid`",
  atMost: 0.75,
  unit: "",
  run: async ({ built, environment }) => {
    const ours = [process.execPath, built.cli, "spaces", "--json"];
    const pair = await inTurn(
      9,
      () => wholeProgram(ours, environment),
      () => wholeProgram(["lsns", "-t", "pid"], environment),
    );
    return { value: ratioOf(pair), detail: pairText(pair, "ms") };
  },
};
