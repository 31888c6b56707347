/** The command line from nothing to the list of spaces, against the tools that everybody has. */
import { inTurn, pairText, ratioOf, wholeProgram } from "../measure.ts";
import type { Row } from "../row.ts";

function coldAgainst(theirs: readonly string[]): Row {
  return {
    name: "`pspace spaces` from a cold start, whole process",
    against: `\`${theirs.join(" ")}\``,
    atMost: 0.75,
    unit: "",
    run: async ({ built, environment }) => {
      const ours = [process.execPath, built.cli, "spaces", "--json"];
      const pair = await inTurn(
        9,
        () => wholeProgram(ours, environment),
        () => wholeProgram(theirs, environment),
      );
      return { value: ratioOf(pair), detail: pairText(pair, "ms") };
    },
  };
}

export const coldSpaces: readonly Row[] = [
  coldAgainst(["lsns", "-t", "pid"]),
  coldAgainst(["ps", "-eo", "pid,pidns,comm"]),
];
