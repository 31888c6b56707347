/**
 * One writer at a time: a file beside the journal says who writes. It is believed while its task lives, or, where we
 * cannot know that (another machine or container shares the folder), while it is kept fresh.
 */
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Milliseconds after which a lock that nobody touched is nobody's. */
const stale = 30_000;
/** Milliseconds after which the holder touches it again. */
const fresh = 10_000;

/** Who holds the lock: the machine's boot and space, and the task's identity there. */
export interface Holder {
  readonly host: string;
  readonly task: string;
  /** Of one lock, where a task has several. */
  readonly token: string;
  /** Number in `host`, for the one who looks whether it lives. */
  readonly nr: number;
}

export class JournalLock {
  readonly #file: string;
  #touched = Number.NEGATIVE_INFINITY;

  constructor(
    folder: string,
    private readonly own: Holder,
    /** Whether a holder on our own host lives. */
    private readonly lives: (holder: Holder) => boolean,
  ) {
    this.#file = path.join(folder, "journal.lock");
  }

  /** Takes the lock if it is free; keeps it fresh if it is ours already. Whether it is ours now. */
  take(): boolean {
    const holder = this.#read();
    if (holder && isSame(holder, this.own)) return this.#freshen();
    if (holder && this.#isHeld(holder)) return false;
    if (holder) rmSync(this.#file, { force: true });
    return this.#make();
  }

  release(): void {
    const holder = this.#read();
    if (holder && isSame(holder, this.own)) rmSync(this.#file, { force: true });
  }

  #isHeld(holder: Holder): boolean {
    if (holder.host === this.own.host) return this.lives(holder);
    try {
      return Date.now() - statSync(this.#file).mtimeMs < stale;
    } catch {
      return false;
    }
  }

  /** Written aside and linked into place: the file is never there without its words. */
  #make(): boolean {
    const draft = `${this.#file}.${this.own.token}`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      writeFileSync(draft, JSON.stringify(this.own), { mode: 0o600, flag: "wx" });
      linkSync(draft, this.#file);
    } catch {
      // somebody else was faster, or the folder is not for us
    } finally {
      rmSync(draft, { force: true });
    }
    const holder = this.#read();
    return holder !== undefined && isSame(holder, this.own);
  }

  #freshen(): boolean {
    if (performance.now() - this.#touched < fresh) return true;
    try {
      utimesSync(this.#file, new Date(), new Date());
      this.#touched = performance.now();
      return true;
    } catch {
      return false;
    }
  }

  #read(): Holder | undefined {
    try {
      const read: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      return isHolder(read) ? read : undefined;
    } catch {
      return undefined;
    }
  }
}

const isSame = (a: Holder, b: Holder): boolean => a.host === b.host && a.task === b.task && a.token === b.token;

function isHolder(read: unknown): read is Holder {
  if (typeof read !== "object" || read === null) return false;
  return "host" in read && "task" in read && "nr" in read && "token" in read && typeof read.task === "string";
}
