/**
 * Which lines of a document are shown to the engine: those that are looked at, and above them the headers that say
 * what they mean. Never a whole big text. Pure.
 */
import type { WireLine } from "../protocol/wireText.ts";

/** What of a document is needed here. */
export interface Lines {
  readonly lineCount: number;
  readonly lineAt: (line: number) => string;
}

/** Lines from and to, both inclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Lines of a text's beginning and of its end in which it may say whose numbers it has. */
const edge = 5;
/** Lines above that are searched for a header. */
const reach = 3000;
/** Characters of a line that are sent. */
const longest = 4000;
/** Lines around those on the screen that are looked at with them. */
const margin = 50;
/** A text of so many lines is looked at as a whole. */
const small = 1000;

const cut = (text: string): string => (text.length > longest ? text.slice(0, longest) : text);

export function edgesOf({ lineCount, lineAt }: Lines): readonly string[] {
  const first = Array.from({ length: Math.min(edge, lineCount) }, (_, line) => line);
  const last = Array.from({ length: Math.min(edge, Math.max(0, lineCount - edge)) }, (_, back) => lineCount - 1 - back);
  return [...first, ...last].map((line) => cut(lineAt(line)).slice(0, 300));
}

/** The lines of these stretches, in order, after the header of the table or dump that the first may stand in. */
export function linesIn(lines: Lines, stretches: readonly Stretch[]): readonly WireLine[] {
  const wanted = new Set<number>();
  for (const { from, to } of stretches) {
    for (let line = Math.max(0, from); line <= Math.min(to, lines.lineCount - 1); line += 1) wanted.add(line);
  }
  const first = Math.min(...wanted);
  const all = [...new Set([...(wanted.size > 0 ? headersAbove(lines, first) : []), ...wanted])];
  return all.toSorted((a, b) => a - b).map((line) => ({ line, text: cut(lines.lineAt(line)) }));
}

/** What is looked at when these lines are on the screen. */
export function around(lines: Lines, seen: readonly Stretch[]): readonly Stretch[] {
  if (lines.lineCount <= small) return [{ from: 0, to: lines.lineCount - 1 }];
  return seen.map(({ from, to }) => ({
    from: Math.max(0, from - margin),
    to: Math.min(lines.lineCount - 1, to + margin),
  }));
}

/** The header of a table of processes, or the head of a thread dump and the line above it, which has its time. */
function headersAbove({ lineAt }: Lines, first: number): readonly number[] {
  for (let line = first - 1; line >= Math.max(0, first - reach); line -= 1) {
    const text = lineAt(line);
    if (text.startsWith("Full thread dump ")) return [Math.max(0, line - 1), line];
    if (text.length < 400 && /(?:^|\s)PID(?:\s|$)/.test(text)) return [line];
  }
  return [];
}
