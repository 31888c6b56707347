/** What the task iterator wrote of a process, as words → facts. Read of every task in a survey: no objects in between. */
import { at, recordLength } from "./iteratorProgram.ts";

/** Words of a record. */
export const recordWords = recordLength / 4;

/** A fact of one word; `from` is where the record starts in `words`. */
export function wordAt(words: Uint32Array, from: number, fact: number): number {
  return words[from + fact / 4] ?? 0;
}

/** A fact of two words, exact up to 2^53. */
export function longAt(words: Uint32Array, from: number, fact: number): number {
  return (words[from + fact / 4] ?? 0) + (words[from + fact / 4 + 1] ?? 0) * 0x1_0000_0000;
}

/** A kernel pointer as a key; its uppermost bits are the same in all. */
export function pointerAt(words: Uint32Array, from: number, fact: number): number {
  return (words[from + fact / 4] ?? 0) + ((words[from + fact / 4 + 1] ?? 0) & 0x1fffff) * 0x1_0000_0000;
}

/** `comm`: at most 15 bytes, then zeros. */
export function nameAt(bytes: Buffer, from: number): string {
  const start = from * 4 + at.name;
  let end = start;
  while (end < start + 15 && bytes[end] !== 0) end++;
  return bytes.toString("utf8", start, end);
}

/** As task_state_index() of the kernel names it: the letter of proc_pid_stat(5). */
export function stateLetter(state: number, exit: number): string {
  if ((state & 0x402) === 0x402) return "I"; // TASK_IDLE
  if ((state & 0x9000) !== 0) return "D"; // TASK_RTLOCK_WAIT, TASK_FROZEN
  return "RSDTtXZP".charAt(32 - Math.clz32((state | exit) & 0x7f));
}
