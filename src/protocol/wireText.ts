/** The shapes in which numbers in texts travel. A number goes by its tuple, never alone. */
import type { HolderOf, SpeakerOf } from "../model/text.ts";
import type { WireSpace, WireTask, WireTuple } from "./wire.ts";

export interface WireLine {
  /** In the document, counted from 0. */
  readonly line: number;
  readonly text: string;
}

export type WireSpeaker = SpeakerOf<WireSpace>;
export type WireHolder = HolderOf<WireTask, WireTuple>;

/** A number in a text. */
export interface WireNumber {
  readonly line: number;
  /** Column of its first character, in UTF-16 units, counted from 0. */
  readonly start: number;
  readonly length: number;
  /** What the line is: `nginx error log`, `Java thread dump` … */
  readonly format: string;
  /** Whether the line tells that the task began or ended just then. */
  readonly tells: "lives" | "began" | "ended";
  /** Absent where it is not known whose number it is. */
  readonly tuple?: string;
  /** When the line was written, from and until (exclusive), ISO 8601; absent where it does not say. */
  readonly at?: { readonly from: string; readonly until: string };
  readonly holder?: WireHolder;
}

export interface WireReading {
  readonly speaker: WireSpeaker;
  readonly numbers: readonly WireNumber[];
}
