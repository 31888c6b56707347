/**
 * Breakpoints that are left in the text of a process: where a page of a mapped program was written to and now holds the
 * processor's trap instruction where its file holds another. Finds them, and puts back what the file has.
 */
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { attempt, readText, valueOr } from "./procFile.ts";

/** A range of a file that is mapped as program text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  /** In the file, of `start`. */
  readonly offset: number;
  readonly inode: number;
  readonly name: string;
}

/** From the text of proc_pid_maps(5): private, executable, and of a file. Addresses below 2^53 are exact. */
export function parseText(maps: string): readonly TextRange[] {
  const rows = maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) ..xp ([0-9a-f]+) \S+ ([1-9]\d*) +(\/.*)$/gm);
  return [...rows].map(([, start = "", end = "", offset = "", inode = "", name = ""]) => ({
    start: parseInt(start, 16),
    end: parseInt(end, 16),
    offset: parseInt(offset, 16),
    inode: Number(inode),
    name,
  }));
}

/** How a trap looks in memory, and how long it is. */
interface Trap {
  readonly length: number;
  readonly isAt: (bytes: Uint8Array, at: number) => boolean;
}

/** `int3`; and every form of `brk`. */
export const trapOf: Readonly<Partial<Record<NodeJS.Architecture, Trap>>> = {
  x64: { length: 1, isAt: (bytes, at) => bytes[at] === 0xcc },
  arm64: {
    length: 4,
    isAt: (bytes, at) =>
      bytes[at + 3] === 0xd4 && ((bytes[at + 2] ?? 0) & 0xe0) === 0x20 && ((bytes[at] ?? 0) & 0x1f) === 0,
  },
};

/** Where memory has a trap and the file something else, in bytes from the begin of both. */
export function findTraps(memory: Uint8Array, file: Uint8Array, trap: Trap): readonly number[] {
  const found: number[] = [];
  const end = Math.min(memory.length, file.length) - trap.length;
  for (let at = 0; at <= end; at += trap.length) if (trap.isAt(memory, at) && !trap.isAt(file, at)) found.push(at);
  return found;
}

/** Of this kernel, in bytes: 4096 nearly everywhere. */
export function parsePageSize(smaps: string): number {
  return Number(/^KernelPageSize:\s+(\d+) kB$/m.exec(smaps)?.[1] ?? 4) * 1024;
}

/** Pages of a range that are no longer the file's own, from its rows of /proc/N/pagemap (bits 61 to 63). */
export function ownPages(rows: Buffer): readonly number[] {
  const pages: number[] = [];
  for (let at = 0; at + 8 <= rows.length; at += 8) {
    const top = (rows[at + 7] ?? 0) >> 5;
    if (top >= 2 && (top & 1) === 0) pages.push(at / 8); // here or swapped out, and not the file's
  }
  return pages;
}

/** One trap: where it is, and what belongs there. */
export interface Left {
  readonly address: number;
  readonly bytes: Buffer;
}

function withFile<T>(file: string, flags: number, use: (fd: number) => T): T {
  const fd = openSync(file, flags);
  try {
    return use(fd);
  } finally {
    closeSync(fd);
  }
}

function readAt(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, at));
}

/** The mapped file itself: by its link where we may follow it, else by name, and then the very same file. */
function openMapped(folder: string, range: TextRange): number | undefined {
  const link = `${folder}/map_files/${range.start.toString(16)}-${range.end.toString(16)}`;
  for (const file of [link, `${folder}/exe`, `${folder}/root${range.name}`]) {
    const opened = attempt(() => openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY));
    if (typeof opened === "string") continue;
    if (file === link || fstatSync(opened.value).ino === range.inode) return opened.value;
    closeSync(opened.value);
  }
  return undefined;
}

function trapsIn(
  folder: string,
  memory: number,
  range: TextRange,
  { trap, pageSize }: { readonly trap: Trap; readonly pageSize: number },
): readonly Left[] {
  const rows = attempt(() =>
    withFile(`${folder}/pagemap`, constants.O_RDONLY, (fd) =>
      readAt(fd, (range.start / pageSize) * 8, ((range.end - range.start) / pageSize) * 8),
    ),
  );
  const pages = ownPages(valueOr(rows, Buffer.alloc(0)));
  const file = pages.length === 0 ? undefined : openMapped(folder, range);
  if (file === undefined) return [];
  try {
    return pages.flatMap((page) => {
      const from = page * pageSize;
      const [now, was] = [readAt(memory, range.start + from, pageSize), readAt(file, range.offset + from, pageSize)];
      return findTraps(now, was, trap).map((at) => ({
        address: range.start + from + at,
        bytes: Buffer.from(was.subarray(at, at + trap.length)),
      }));
    });
  } finally {
    closeSync(file);
  }
}

/** Every trap in the text of a process whose folder in procfs is given. Empty where we may not look, or it is gone. */
export function readTraps(folder: string): readonly Left[] {
  const trap = trapOf[process.arch];
  const maps = valueOr(readText(`${folder}/maps`), "");
  if (!trap || maps === "") return [];
  const pageSize = parsePageSize(valueOr(readText("/proc/self/smaps"), ""));
  const found = attempt(() =>
    withFile(`${folder}/mem`, constants.O_RDONLY, (memory) =>
      parseText(maps).flatMap((range) =>
        valueOr(
          attempt(() => trapsIn(folder, memory, range, { trap, pageSize })),
          [],
        ),
      ),
    ),
  );
  return valueOr(found, []);
}

/** Puts back what belongs there; whether all was. */
export function removeTraps(folder: string, traps: readonly Left[]): boolean {
  if (traps.length === 0) return true;
  const written = attempt(() =>
    withFile(`${folder}/mem`, constants.O_RDWR, (memory) =>
      traps.every(({ address, bytes }) => writeSync(memory, bytes, 0, bytes.length, address) === bytes.length),
    ),
  );
  return valueOr(written, false);
}
