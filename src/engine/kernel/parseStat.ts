/** /proc/N/stat as bytes → facts; see proc_pid_stat(5). Reads bytes, not text, for it is read of every task in a survey. */

export interface StatFacts {
  /** `comm`, without its brackets; may itself hold brackets and spaces. */
  readonly name: string;
  /** One letter. */
  readonly state: string;
  /** The parent's number in the space of the procfs; 0 for none there. */
  readonly parent: number;
  /** Since boot, in clock ticks. */
  readonly startTicks: number;
}

const space = 0x20;
const opening = 0x28;
const closing = 0x29;
const minus = 0x2d;

/** Where the number that starts at `at` ends; -1 where there is no digit. A number is whole only with something behind it. */
function endOfNumber(bytes: Uint8Array, at: number, length: number): number {
  let end = at;
  for (; end < length; end++) {
    const byte = bytes[end] ?? 0;
    if (byte < 0x30 || byte > 0x39) break;
  }
  return end === at ? -1 : end;
}

function numberAt(bytes: Uint8Array, at: number, length: number): number | undefined {
  const end = endOfNumber(bytes, at, length);
  if (end < 0 || end === length || (bytes[end] !== space && bytes[end] !== 0x0a)) return undefined;
  let value = 0;
  for (let i = at; i < end; i++) value = value * 10 + ((bytes[i] ?? 0) - 0x30);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Where the field starts that is `skip` fields after the one at `at`; `length` when there is none, or no number before it. */
function skipFields(bytes: Uint8Array, at: number, skip: number, length: number): number {
  let seen = 0;
  for (let i = at; i < length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === space) {
      if (++seen === skip) return i + 1;
    } else if ((byte < 0x30 || byte > 0x39) && (byte !== minus || bytes[i - 1] !== space)) return length;
  }
  return length;
}

/** Never throws; undefined where the bytes (the first `length` of them) are no `stat` line. */
export function parseStat(bytes: Buffer, length = bytes.length): StatFacts | undefined {
  let close = length - 1;
  while (close >= 0 && bytes[close] !== closing) close--;
  const open = bytes.indexOf(opening);
  if (open < 0 || close <= open || bytes[close + 1] !== space) return undefined;
  const stateAt = close + 2;
  const state = bytes[stateAt] ?? 0;
  const letter = (state >= 0x41 && state <= 0x5a) || (state >= 0x61 && state <= 0x7a);
  if (!letter || bytes[stateAt + 1] !== space) return undefined;
  const parent = numberAt(bytes, stateAt + 2, length);
  // starttime is field 22, the parent is field 4
  const startTicks = numberAt(bytes, skipFields(bytes, stateAt + 2, 18, length), length);
  if (parent === undefined || startTicks === undefined) return undefined;
  return { name: bytes.toString("utf8", open + 1, close), state: String.fromCharCode(state), parent, startTicks };
}
