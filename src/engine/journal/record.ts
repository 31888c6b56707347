/**
 * What the journal's file holds, a line each, and what it says together. Pure: text → facts, never a throw.
 *
 * A life is written when it has ended; who lives now is asked of the kernel. So a time is only known to have had no
 * holder where it was watched from then on without a break.
 *
 * The file can be cut or damaged: each line carries a checksum, and what cannot be read makes the times before it unknown.
 */
import type { Ending } from "../../model/resolution.ts";
import type { Provenance, Space } from "../../model/space.ts";

/** What one line of the file says. Times are milliseconds since the epoch. */
export type JournalLine =
  /** Somebody begins to watch; `exact` where the kernel tells every birth and death. */
  | { readonly from: number; readonly boot: string; readonly exact: boolean }
  /** Everything until then is written. */
  | { readonly until: number }
  /** A space, by the number that lives name it by from here on; writers begin to count at random, so that two never mean each other's. */
  | { readonly number: number; readonly space: Space }
  /** Between these a task came and went whose names are not known. */
  | { readonly blind: readonly [from: number, until: number] }
  | { readonly life: WrittenLife };

export interface WrittenLife {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly how?: Ending;
  /** Number of the space, number of the task there, provenance. */
  readonly tuples: readonly (readonly [space: number, nr: number, provenance: Provenance])[];
}

/** A task that has ended, as it is remembered. */
export interface Remembered {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly how?: Ending;
  readonly tuples: readonly { readonly space: Space; readonly nr: number; readonly provenance: Provenance }[];
}

/** A time in which somebody watched without a break. */
export interface Period {
  readonly from: number;
  until: number;
  readonly exact: boolean;
}

export class Records {
  readonly lives: Remembered[] = [];
  readonly periods: Period[] = [];
  readonly blind: (readonly [from: number, until: number])[] = [];
  /** Of what was written until then something is lost: a line that could not be read. */
  damagedUntil = 0;
  readonly #spaces = new Map<number, Space>();

  /** Takes in a line; one of a later version is passed over, one that is not as it was written is remembered as a loss. */
  add(text: string): void {
    const line = parseLine(text);
    if (line === "damaged") this.damagedUntil = Number.POSITIVE_INFINITY;
    if (!line || line === "damaged") return;
    if ("from" in line) {
      this.#begin(line.from, line.exact);
    } else if ("until" in line) {
      // that a new watch began may be what was lost
      if (this.damagedUntil === Number.POSITIVE_INFINITY) this.#begin(line.until, false);
      const period = this.periods.at(-1);
      if (period) period.until = Math.max(period.until, line.until);
    } else if ("space" in line) this.#spaces.set(line.number, line.space);
    else if ("blind" in line) this.blind.push(line.blind);
    else this.#addLife(line.life);
  }

  /** When the watching that included `time` went on until; absent where nobody watched then. */
  watched(time: number): Period | undefined {
    return this.periods.find(({ from, until }) => from < time && time <= until);
  }

  /** What was lost was written before this. */
  #begin(from: number, exact: boolean): void {
    const last = this.periods.at(-1)?.until ?? 0;
    if (this.damagedUntil === Number.POSITIVE_INFINITY) this.damagedUntil = Math.max(from, last);
    this.periods.push({ from, until: from, exact });
  }

  #addLife(life: WrittenLife): void {
    const tuples = life.tuples.flatMap(([number, nr, provenance]) => {
      const space = this.#spaces.get(number);
      return space ? [{ space, nr, provenance }] : [];
    });
    if (tuples.length < life.tuples.length) this.blind.push([life.start, life.end]); // the line of a space was lost
    this.lives.push({ ...life, tuples });
  }
}

/** A line as it stands in the file, with its checksum, so that a digit that changed on the disk is not believed. */
export function lineText(line: JournalLine): string {
  const body = JSON.stringify(line);
  return `["${checksum(body)}",${body}]`;
}

function parseLine(text: string): JournalLine | "damaged" | undefined {
  const body = text.slice(12, -1);
  if (text !== `["${checksum(body)}",${body}]`) return "damaged";
  try {
    const read: unknown = JSON.parse(body);
    return isLine(read) ? read : undefined;
  } catch {
    return "damaged";
  }
}

/** FNV-1a, eight hexadecimal digits. */
function checksum(text: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, "0");
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function isLine(read: unknown): read is JournalLine {
  if (!isRecord(read)) return false;
  if (typeof read["from"] === "number") return typeof read["exact"] === "boolean";
  if (typeof read["until"] === "number") return true;
  if (Array.isArray(read["blind"])) return read["blind"].length === 2;
  if (isRecord(read["space"])) return typeof read["number"] === "number" && typeof read["space"]["id"] === "string";
  const life = read["life"];
  return isRecord(life) && typeof life["start"] === "number" && Array.isArray(life["tuples"]);
}
