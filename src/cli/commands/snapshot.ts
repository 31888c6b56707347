/** `pspace snapshot FILE` keeps the whole map for later; `pspace compare BEFORE AFTER` says what is different between two. */
import type { WireSpace, WireTask } from "../../protocol/wire.ts";
import { engineCommand, plainCommand, type Declare } from "../declare.ts";
import { taskJson } from "../json.ts";
import { done, type Outcome } from "../outcome.ts";
import { outcomeOf } from "../prose.ts";
import { compareSnapshots, type Changes, type Comparison } from "../snapshot/compare.ts";
import { writeSnapshot } from "../snapshot/file.ts";
import { readSnapshot, saveSnapshot } from "../snapshot/open.ts";
import { printable } from "../table.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

export async function snapshot(use: Use, file: string, withArguments: boolean): Promise<Outcome> {
  const { asks } = await use.engine();
  const [map, all] = [await asks.spaces(), await asks.tasks({ space: "host" })];
  if (all.is !== "found") return outcomeOf(all);
  const taken = new Date().toISOString();
  saveSnapshot(file, writeSnapshot({ taken, map, tasks: all.tasks }, withArguments));
  if (use.json) await printJson(use, { file, taken, spaces: map.spaces.length, tasks: all.tasks.length });
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

function comparisonText({ spaces, tasks }: Comparison): string {
  const lines = [
    ...linesOf(spaces, (space: WireSpace) => space.reference),
    ...linesOf(tasks, (task: WireTask) => `${innermost(task)}  ${task.name}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}

function linesOf<Thing>({ came, went, changed }: Changes<Thing>, say: (thing: Thing) => string): readonly string[] {
  return [
    ...went.map((thing) => `- ${say(thing)}`),
    ...came.map((thing) => `+ ${say(thing)}`),
    ...changed.map((pair) => `~ ${say(pair.before)} is now ${say(pair.after)}`),
  ];
}

function innermost({ tuples, host }: WireTask): string {
  const last = tuples.at(-1);
  return last === undefined ? `host:${host.nr.toString()}` : `${last.name}:${last.nr.toString()}`;
}

export const declareSnapshot: Declare = (program, run) => {
  engineCommand(program, "snapshot", "keep the whole map in a file, for --from and compare")
    .argument("<file>", "where to")
    .option("--with-arguments", "keep the arguments of commands too, which can hold secrets")
    .action((file: string, options: CommonOptions & { readonly withArguments?: true }) =>
      run(options, (use) => snapshot(use, file, options.withArguments === true)),
    );
  plainCommand(program, "compare", "say what is different between two snapshots")
    .argument("<before>", "the older snapshot")
    .argument("<after>", "the newer snapshot")
    .option("--json", "one JSON value on stdout")
    .action((before: string, after: string, options: CommonOptions) =>
      run(options, (use) => compare(use, before, after)),
    );
};
