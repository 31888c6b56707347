/** `pspace snapshot FILE` keeps the whole map for later; `pspace compare BEFORE AFTER` says what is different between two. */
import { engineCommand, plainCommand, type Declare } from "../declare.ts";
import { taskJson } from "../json.ts";
import { done, type Outcome } from "../outcome.ts";
import { outcomeOf } from "../prose.ts";
import { compareSnapshots, comparisonLines, type Comparison } from "../../snapshot/compare.ts";
import { writeSnapshot } from "../../snapshot/file.ts";
import { takeSnapshot } from "../../snapshot/take.ts";
import { readSnapshot, saveSnapshot } from "../snapshot/open.ts";
import { printable } from "../table.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

export async function snapshot(use: Use, file: string, withArguments: boolean): Promise<Outcome> {
  const { asks } = await use.engine();
  const taken = await takeSnapshot(asks, () => new Date());
  if ("is" in taken) return outcomeOf(taken);
  saveSnapshot(file, writeSnapshot(taken, withArguments));
  const { map, tasks, threads, journal } = taken;
  const counts = { spaces: map.spaces.length, tasks: tasks.length, threads: threads.length, journal: journal.length };
  if (use.json) await printJson(use, { file, taken: taken.taken, ...counts });
  return done;
}

export async function compare(use: Use, before: string, after: string): Promise<Outcome> {
  const found = compareSnapshots(readSnapshot(before), readSnapshot(after));
  if (use.json) await printJson(use, comparisonJson(found));
  else await use.print(comparisonText(found));
  return done;
}

function comparisonJson({ spaces, tasks }: Comparison): object {
  const changed = tasks.changed.map((pair) => ({ before: taskJson(pair.before), after: taskJson(pair.after) }));
  return { spaces, tasks: { came: tasks.came.map(taskJson), went: tasks.went.map(taskJson), changed } };
}

function comparisonText(found: Comparison): string {
  return comparisonLines(found)
    .map((line) => `${printable(line)}\n`)
    .join("");
}

export const declareSnapshot: Declare = (program, run) => {
  engineCommand(program, "snapshot", "keep the whole map and the journal in a file, for --from and compare")
    .argument("<file>", "where to")
    .option("--arguments", "keep the arguments of commands too, which can hold secrets")
    .action((file: string, options: CommonOptions & { readonly arguments?: true }) =>
      run(options, (use) => snapshot(use, file, options.arguments === true)),
    );
  plainCommand(program, "compare", "say what is different between two snapshots")
    .argument("<before>", "the older snapshot")
    .argument("<after>", "the newer snapshot")
    .option("--json", "one JSON value on stdout")
    .action((before: string, after: string, options: CommonOptions) =>
      run(options, (use) => compare(use, before, after)),
    );
};
