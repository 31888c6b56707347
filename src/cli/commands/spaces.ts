/** `pspace spaces`: every space. */
import { engineCommand, type Declare } from "../declare.ts";
import type { WireSpace } from "../../protocol/wire.ts";
import { done, type Outcome } from "../outcome.ts";
import { tableText, type Column } from "../table.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

/** Whose numbers, in words: `own`, the name of the space whose they are, or `unknown` for want of a right. */
function numbersOf(space: WireSpace, all: ReadonlyMap<string, WireSpace>): string {
  if (space.flags.virtualPids) return "own";
  if (space.numbering === space.id) return "unknown";
  return `${all.get(space.numbering)?.name ?? space.numbering}'s`;
}

function columnsFor(spaces: readonly WireSpace[]): readonly Column<WireSpace>[] {
  const all = new Map(spaces.map((space) => [space.id, space]));
  return [
    { title: "SPACE", of: (space) => space.reference },
    { title: "TASKS", of: (space) => space.tasks.toString(), right: true },
    { title: "NUMBERS", of: (space) => numbersOf(space, all) },
    { title: "SEES", of: (space) => (space.flags.allSeeing ? "all" : "members") },
    { title: "IN", of: (space) => (space.parent === undefined ? "" : (all.get(space.parent)?.name ?? space.parent)) },
    { title: "NAMESPACE", of: (space) => space.pidns ?? "" },
    { title: "KNOWN BY", of: (space) => space.provenance },
  ];
}

export async function spaces(use: Use): Promise<Outcome> {
  const { asks } = await use.engine();
  const map = await asks.spaces();
  if (use.json) await printJson(use, map.spaces);
  else await use.print(tableText(map.spaces, columnsFor(map.spaces), use.width));
  return done;
}

export const declareSpaces: Declare = (program, run) => {
  engineCommand(program, "spaces", "print every space").action((options: CommonOptions) => run(options, spaces));
};
