/**
 * The journal's file: lines appended, two files of bounded size (the younger and the one before it), private to the
 * user. Reading goes on where it stopped. A folder that cannot be read or written costs the memory, nothing else.
 */
import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { lineText, Records, type JournalLine } from "./record.ts";

/** Bytes of one file; twice as much is kept. */
export const fileBound = 2 * 1024 * 1024;

/** How far a file was read; `head` tells it from another that got its inode. */
interface Place {
  readonly inode: number;
  readonly head: string;
  readonly offset: number;
}

/** Bytes that no two files begin with: the time at which it was begun is among them. */
const headLength = 64;

export class JournalFile {
  readonly #young: string;
  readonly #old: string;
  #records = new Records();
  #at: Place | undefined;

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
    // who begins may find the torn line of one who was killed
    const text = lines.map((line) => `${"from" in line ? "\n" : ""}${lineText(line)}\n`).join("");
    return this.#append(text) || (this.#makeFolder() && this.#append(text));
  }

  #append(text: string): boolean {
    try {
      appendFileSync(this.#young, text, { mode: 0o600 });
      return true;
    } catch {
      return false;
    }
  }

  /** Whether it is there now and was not. */
  #makeFolder(): boolean {
    try {
      return mkdirSync(this.folder, { recursive: true, mode: 0o700 }) !== undefined;
    } catch {
      return false;
    }
  }

  /** Everything written until now. */
  read(): Records {
    if (!this.#goesOn()) {
      this.#records = new Records();
      this.#readFrom(this.#old, 0);
      this.#at = undefined;
    }
    this.#at = this.#readFrom(this.#young, this.#at?.offset ?? 0);
    return this.#records;
  }

  /** Every whole line, oldest first, for whoever keeps a copy; none where there is no file. */
  lines(): readonly string[] {
    return [this.#old, this.#young].flatMap((name) => {
      try {
        const text = readFileSync(name, "utf8");
        return text
          .slice(0, text.lastIndexOf("\n") + 1)
          .split("\n")
          .filter((line) => line !== "");
      } catch {
        return [];
      }
    });
  }

  /** Whether the young file is the one that was read last, and only longer. */
  #goesOn(): boolean {
    const young = this.#at && open(this.#young);
    if (!young || !this.#at) return false;
    closeSync(young.descriptor);
    const { inode, head, offset } = this.#at;
    return young.inode === inode && young.head === head && young.size >= offset;
  }

  /** Takes in whole lines only: the last one may be half written. */
  #readFrom(file: string, offset: number): Place | undefined {
    const opened = open(file);
    if (!opened) return undefined;
    try {
      const { descriptor, inode, head, size } = opened;
      const bytes = Buffer.alloc(Math.max(0, size - offset));
      const length = readSync(descriptor, bytes, 0, bytes.length, offset);
      const end = bytes.subarray(0, length).lastIndexOf(10) + 1;
      for (const line of bytes.toString("utf8", 0, end).split("\n")) if (line !== "") this.#records.add(line);
      return { inode, head, offset: offset + end };
    } catch {
      return undefined;
    } finally {
      closeSync(opened.descriptor);
    }
  }
}

interface Opened extends Omit<Place, "offset"> {
  readonly descriptor: number;
  readonly size: number;
}

/** The caller closes it; absent where it cannot be read. */
function open(file: string): Opened | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const { ino, size } = fstatSync(descriptor);
    const head = Buffer.alloc(headLength);
    const length = readSync(descriptor, head, 0, headLength, 0);
    return { descriptor, inode: ino, size, head: head.toString("latin1", 0, length) };
  } catch {
    if (descriptor !== undefined) closeSync(descriptor);
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
