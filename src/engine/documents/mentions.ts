/** Finds the process and thread numbers in lines of a text, and when each line was written. Pure; precision before recall. */
import type { Clock, Moment } from "./clock.ts";
import { timeOf } from "./times.ts";
import type { Format, Tells } from "./format.ts";
import { kernel } from "./formats/kernel.ts";
import { languages } from "./formats/languages.ts";
import { servers } from "./formats/servers.ts";
import { system } from "./formats/system.ts";
import { terminal } from "./formats/terminal.ts";
import { tracers } from "./formats/tracers.ts";
import { cellsOf, tableOf, type Table } from "./tables.ts";
import { layersOf, type Layer } from "./wrappers.ts";

export interface Line {
  /** In the document, counted from 0. */
  readonly line: number;
  readonly text: string;
}

/** A number in a text that is a process's or a thread's. */
export interface Mention {
  readonly line: number;
  /** Column of its first character. */
  readonly start: number;
  readonly length: number;
  readonly nr: number;
  /** Which format has it. */
  readonly format: string;
  readonly tells: Tells;
  /** Whose number it is whoever the text is about; absent: the text's own speaker. */
  readonly speaks?: "host";
  /** Absent where the line does not say when it was written. */
  readonly moment?: Moment;
}

/** Formats whose lines are theirs alone come before those that only look at a word. */
const formats: readonly Format[] = [...servers, ...languages, ...tracers, ...kernel, ...system];

/** Where each line comes alone, a row must be known without its header. */
const formatsAlone: readonly Format[] = [...formats, ...terminal];

/** Characters of a line that are looked at. */
const longest = 4000;

/** What earlier lines say about later ones. */
interface Standing {
  table: Table | undefined;
  /** When the dump began that is going on. */
  dump: Moment | undefined;
  stamp: Moment | undefined;
  readonly formats: readonly Format[];
}

/** Every number of these lines, which must be in order; lines between may be missing. `alone`: those before are not to be had. */
export function mentionsIn(lines: readonly Line[], clock: Clock, alone = false): readonly Mention[] {
  const known = alone ? formatsAlone : formats;
  const standing: Standing = { table: undefined, dump: undefined, stamp: undefined, formats: known };
  return lines.flatMap((line) => mentionsOf({ ...line, text: line.text.slice(0, longest) }, clock, standing));
}

function mentionsOf({ line, text }: Line, clock: Clock, standing: Standing): readonly Mention[] {
  const layers = layersOf(text);
  const moment = writtenAt(layers, clock) ?? standing.dump;
  const inner = layers.at(-1);
  if (inner) follow(inner.text, moment, standing);
  const inFormats = (layer: Layer): readonly Bare[] => formatMentions(layer, standing.formats);
  const found = new Map<number, Mention>();
  for (const mention of [...tableMentions(layers, standing.table), ...layers.toReversed().flatMap(inFormats)]) {
    if (!found.has(mention.start)) found.set(mention.start, { line, ...mention, ...(moment ? { moment } : {}) });
  }
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}

type Bare = Omit<Mention, "line" | "moment">;

function formatMentions(layer: Layer, known: readonly Format[]): readonly Bare[] {
  if (!/\d/.test(layer.text)) return [];
  return known.filter(({ line }) => line.test(layer.text)).flatMap((format) => placesIn(layer, format));
}

function placesIn({ text, column }: Layer, { name, places, speaks }: Format): readonly Bare[] {
  return places.flatMap(({ find, tells = "lives" }) =>
    [...text.matchAll(find)].flatMap((match) => {
      const [start, end] = match.indices?.groups?.["nr"] ?? [];
      const nr = Number(match.groups?.["nr"]);
      if (start === undefined || end === undefined || !isPossible(nr)) return [];
      const bare: Bare = { start: column(start), length: end - start, nr, format: name, tells };
      return [speaks ? { ...bare, speaks } : bare];
    }),
  );
}

function tableMentions(layers: readonly Layer[], table: Table | undefined): readonly Bare[] {
  const layer = layers.at(-1);
  if (!layer || !table) return [];
  return cellsOf(layer.text, table).map(({ start, text }) => {
    const bare: Bare = {
      start: layer.column(start),
      length: text.length,
      nr: Number(text),
      format: "table",
      tells: "lives",
    };
    return table.speaks ? { ...bare, speaks: table.speaks } : bare;
  });
}

/** The kernel's limit (PID_MAX_LIMIT). */
const isPossible = (nr: number): boolean => nr > 0 && nr <= 4_194_304;

/** Headers of tables and dumps hold until the next one, or an empty line. */
function follow(text: string, moment: Moment | undefined, standing: Standing): void {
  const table = tableOf(text);
  if (table) standing.table = table;
  else if (text.trim() === "" || text.startsWith("top - ")) standing.table = undefined;
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) standing.stamp = moment;
  else if (text.startsWith("Full thread dump ")) standing.dump = standing.stamp;
  else if (moment && moment !== standing.dump) standing.dump = undefined;
}

/** The line's own time if it says in which zone, else the wrapper's, else the line's own. */
function writtenAt(layers: readonly Layer[], clock: Clock): Moment | undefined {
  const inner = layers.at(-1);
  const own = inner && timeOf(inner.text, clock);
  if (own?.sure && !inner?.text.startsWith("kernel: ")) return own;
  const stamp = inner?.stamp;
  return (stamp === undefined ? undefined : timeOf(stamp, clock)) ?? own;
}
