/**
 * What the journal's file holds, a line each, and what it says together. Pure: text → facts, never a throw.
 *
 * A life is written when it has ended; who lives now is asked of the kernel. So a time is only known to have had no
 * holder where it was watched from then on without a break.
 */
import type { Ending } from "../../model/resolution.ts";
import type { Provenance, Space } from "../../model/space.ts";

/** One line of the file. Times are milliseconds since the epoch. */
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
  readonly #spaces = new Map<number, Space>();

  /** Takes in a line; one that makes no sense (torn, or of a later version) is passed over. */
  add(text: string): void {
    const line = parseLine(text);
    if (!line) return;
    if ("from" in line) {
      this.periods.push({ from: line.from, until: line.from, exact: line.exact });
    } else if ("until" in line) {
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

  #addLife(life: WrittenLife): void {
    const tuples = life.tuples.flatMap(([number, nr, provenance]) => {
      const space = this.#spaces.get(number);
      return space ? [{ space, nr, provenance }] : [];
    });
    this.lives.push({ ...life, tuples });
  }
}

function parseLine(text: string): JournalLine | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return isLine(read) ? read : undefined;
  } catch {
    return undefined;
  }
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
