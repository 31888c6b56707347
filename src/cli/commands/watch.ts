/** `pspace watch`: one line per change as it happens, until it is interrupted or nobody reads any more. */
import { engineCommand, type Declare } from "../declare.ts";
import type { WireChange, WireSpace, WireTask, WireTuple } from "../../protocol/wire.ts";
import { goneJson, taskJson } from "../json.ts";
import type { Outcome } from "../outcome.ts";
import { engineFailed, sayEnding } from "../prose.ts";
import { printable } from "../table.ts";
import type { CommonOptions, Use } from "../use.ts";

/** One change: what it is in JSON, and in words. */
export interface Line {
  readonly json: object;
  readonly text: string;
}

/** What has been told so far: only with it can a change be told from a start. */
export class Seen {
  readonly #tasks: Set<string>;
  readonly #spaces: Map<string, WireSpace>;

  constructor(tasks: readonly WireTask[], spaces: readonly WireSpace[]) {
    this.#tasks = new Set(tasks.map((task) => task.id));
    this.#spaces = new Map(spaces.map((space) => [space.id, space]));
  }

  /** The lines of a change, in the order in which it can have happened. */
  linesOf(change: WireChange): readonly Line[] {
    return [
      ...change.spaces.flatMap((space) => this.#spaceLines(space)),
      ...change.tasks.map((task) => this.#taskLine(task)),
      ...change.goneTasks.map((gone) => {
        this.#tasks.delete(gone.id);
        const text = `ended    ${namesOf(gone.tuples)}  ${gone.name}  ${sayEnding(gone.how)}`;
        return { json: { change: "ended", task: goneJson(gone) }, text };
      }),
      ...change.goneSpaces.map((id) => {
        const space = this.#spaces.get(id);
        this.#spaces.delete(id);
        return { json: { change: "spaceGone", id }, text: `gone     ${space?.reference ?? id}` };
      }),
    ];
  }

  /** A space whose number of tasks alone has changed is no news: its tasks are told anyway. */
  #spaceLines(space: WireSpace): readonly Line[] {
    const before = this.#spaces.get(space.id);
    this.#spaces.set(space.id, space);
    if (before === undefined) return [{ json: { change: "space", space }, text: `space    ${space.reference}` }];
    if (before.name === space.name && before.reference === space.reference) return [];
    return [{ json: { change: "spaceNamed", space }, text: `named    ${before.reference} is now ${space.reference}` }];
  }

  #taskLine(task: WireTask): Line {
    const known = this.#tasks.has(task.id);
    this.#tasks.add(task.id);
    const words = `${namesOf(task.tuples)}  ${task.name}`;
    return known
      ? { json: { change: "changed", task: taskJson(task) }, text: `changed  ${words}` }
      : { json: { change: "started", task: taskJson(task) }, text: `started  ${words}` };
  }
}

/** Every name of a task, innermost first: `web:17 (host:7022)`. */
function namesOf(tuples: readonly WireTuple[]): string {
  const names = tuples.map((tuple) => `${tuple.name}:${tuple.nr.toString()}`).reverse();
  return names.length < 2 ? names.join("") : `${names[0] ?? ""} (${names.slice(1).join(", ")})`;
}

export async function watch(use: Use): Promise<Outcome> {
  const engine = await use.engine();
  const waiting: WireChange[] = [];
  let written = Promise.resolve();
  let tell = (change: WireChange): void => {
    waiting.push(change);
  };
  engine.onChange((change) => {
    tell(change);
  });
  await engine.asks.watch({ on: true });
  const [map, all] = await Promise.all([engine.asks.spaces(), engine.asks.tasks({ space: "host" })]);
  const seen = new Seen(all.is === "found" ? all.tasks : [], map.spaces);
  tell = (change) => {
    if (change.generation <= map.generation) return;
    const text = seen.linesOf(change).map((line) => lineText(use, line));
    if (text.length > 0) written = written.then(() => use.print(text.join("")));
  };
  waiting.forEach(tell);
  const why = await engine.lost;
  await written;
  return engineFailed(why);
}

const lineText = (use: Use, line: Line): string => `${use.json ? JSON.stringify(line.json) : printable(line.text)}\n`;

export const declareWatch: Declare = (program, run) => {
  engineCommand(program, "watch", "print one line per change as it happens").action((options: CommonOptions) =>
    run(options, watch),
  );
};
