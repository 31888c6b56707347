/** `pspace resolve TUPLE`: the task's number as seen from a space, alone on a line; with `--at`, who held the tuple then. */
import { engineCommand, type Declare } from "../declare.ts";
import type { WireResolution } from "../../protocol/wire.ts";
import { resolutionJson } from "../json.ts";
import { done, type Outcome } from "../outcome.ts";
import { badWords, nobodyThen, outcomeOf, sayLife } from "../prose.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

export interface ResolveOptions {
  readonly seenFrom?: string;
  /** ISO 8601. */
  readonly at?: string;
}

export async function resolve(use: Use, tuple: string, options: ResolveOptions): Promise<Outcome> {
  const { at, seenFrom } = options;
  if (at !== undefined && Number.isNaN(Date.parse(at))) return badWords(`${at} is not a time as ISO 8601 writes it`);
  const { asks } = await use.engine();
  const asked = { tuple, ...(seenFrom === undefined ? {} : { seenFrom }), ...(at === undefined ? {} : { at }) };
  const resolution = await asks.resolve(asked);
  if (use.json) await printJson(use, resolutionJson(resolution));
  if (resolution.is === "noSuchTask" && at !== undefined) return nobodyThen(resolution.reference);
  if (resolution.is !== "found" && resolution.is !== "remembered") return outcomeOf(resolution);
  if (!use.json) await use.print(`${resolutionText(resolution)}\n`);
  return done;
}

function resolutionText(resolution: Extract<WireResolution, { readonly is: "found" | "remembered" }>): string {
  if (resolution.is === "found") return resolution.pid.nr.toString();
  return `${resolution.life.tuple} was ${sayLife(resolution.life)}`;
}

export const declareResolve: Declare = (program, run) => {
  engineCommand(program, "resolve", "print the number of a task as seen from another space")
    .argument("<tuple>", "the task, as SPACE:NUMBER")
    .option("--seen-from <space>", "the space whose numbers the answer is given in (default: host)")
    .option("--at <time>", "who held the number at that moment (ISO 8601)")
    .action((tuple: string, options: CommonOptions & ResolveOptions) =>
      run(options, (use) => resolve(use, tuple, options)),
    );
};
