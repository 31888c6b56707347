/**
 * The journal's file: lines appended, two files of bounded size (the younger and the one before it), private to the
 * user. Reading goes on where it stopped. A folder that cannot be read or written costs the memory, nothing else.
 */
import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import type { JournalLine } from "./record.ts";
import { Records } from "./record.ts";

/** Bytes of one file; twice as much is kept. */
export const fileBound = 2 * 1024 * 1024;

export class JournalFile {
  readonly #young: string;
  readonly #old: string;
  #records = new Records();
  #at: { readonly inode: number; readonly offset: number } | undefined;

  constructor(
    private readonly folder: string,
    private readonly bound = fileBound,
  ) {
    this.#young = path.join(folder, "journal.ndjson");
    this.#old = path.join(folder, "journal.old.ndjson");
  }

  /** Whether the file must be begun anew, with what is still going on, before more is written. */
  get isFull(): boolean {
    return sizeOf(this.#young) > this.bound;
  }

  /** The full file becomes the old one, which is forgotten. */
  turn(): void {
    try {
      renameSync(this.#young, this.#old);
    } catch {
      // nothing was written yet
    }
  }

  write(lines: readonly JournalLine[]): boolean {
    if (lines.length === 0) return true;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      appendFileSync(this.#young, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
      return true;
    } catch {
      return false;
    }
  }

  /** Everything written until now. */
  read(): Records {
    const inode = inodeOf(this.#young);
    if (inode === undefined || inode !== this.#at?.inode) {
      this.#records = new Records();
      this.#readFrom(this.#old, 0);
      this.#at = undefined;
    }
    this.#at = this.#readFrom(this.#young, this.#at?.offset ?? 0);
    return this.#records;
  }

  /** Takes in whole lines only: the last one may be half written. */
  #readFrom(file: string, offset: number): { readonly inode: number; readonly offset: number } | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(file, "r");
      const { ino, size } = fstatSync(descriptor);
      const bytes = Buffer.alloc(Math.max(0, size - offset));
      const length = readSync(descriptor, bytes, 0, bytes.length, offset);
      const end = bytes.subarray(0, length).lastIndexOf(10) + 1;
      for (const line of bytes.toString("utf8", 0, end).split("\n")) if (line !== "") this.#records.add(line);
      return { inode: ino, offset: offset + end };
    } catch {
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}

function inodeOf(file: string): number | undefined {
  try {
    return statSync(file).ino;
  } catch {
    return undefined;
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
