/** The command line from nothing to the list of spaces, against the tools that everybody has. */
import { inTurn, printedTook, ratioOf } from "../measure.ts";
import type { Row } from "../row.ts";

function coldAgainst(theirs: readonly string[]): Row {
  return {
    name: "`pspace spaces` from a cold start, whole process",
    against: `\`${theirs.join(" ")}\``,
    atMost: 0.75,
    unit: "",
    run: async ({ built, environment, program }) => {
      const whole = (command: readonly string[]) => printedTook([program("timed"), ...command], environment);
      const ours = [process.execPath, built.cli, "spaces", "--json"];
      const pair = await inTurn(
        9,
        () => whole(ours),
        () => whole(theirs),
      );
      const bare = await inTurn(
        9,
        () => whole([process.execPath, "-e", "0"]),
        () => whole(["true"]),
      );
      const node = bare.ours.clock.toPrecision(2);
      const floor = `${node} ms, in which Node starts and ends; the rest is our code being read and the map (below)`;
      return { ...ratioOf(pair, "ms"), floor };
    },
  };
}

export const coldSpaces: readonly Row[] = [
  coldAgainst(["lsns", "-t", "pid"]),
  coldAgainst(["ps", "-eo", "pid,pidns,comm"]),
];
