/** Where the parts of a big file begin and end. They overlap, so that each line is whole in one of them. Pure. */

/** Bytes from and to (exclusive). */
export interface Part {
  /** Counted from 0. */
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** Bytes of a part: VS Code shows so much without a pause, also on a slow machine. */
export const partSize = 1024 * 1024;

/** Bytes that two parts have in common: longer lines are cut. */
export const overlap = 64 * 1024;

/** The part of this number; a negative one counts from the end, one that is too great is the last, which is no shorter than others. */
export function partAt(number: number, size: number, step: number): Part {
  const last = Math.max(0, Math.ceil(size / step) - 1);
  const wanted = Number.isInteger(number) ? number : 0;
  const at = wanted < 0 ? Math.max(0, last + 1 + wanted) : Math.min(wanted, last);
  const to = Math.min(size, (at + 1) * step);
  return { number: at, from: Math.max(0, (at === last ? to - step : at * step) - overlap), to };
}

const newline = 10;

/** From the first line that begins in the part to the end of the last one that begins in it, as far as was read. */
export function wholeLines(bytes: Buffer, { from, to }: Part, size: number): string {
  const begin = from === 0 ? 0 : bytes.indexOf(newline) + 1;
  const end = to >= size ? bytes.length : bytes.lastIndexOf(newline) + 1;
  return bytes.toString("utf8", begin, Math.max(begin, end));
}
