/** Turns what happens into lines of the journal's file, while this engine holds the lock; keeps no more than half a second of them. */
import type { SpaceId } from "../../model/pid.ts";
import type { Space } from "../../model/space.ts";
import type { Change, GoneTask } from "../change.ts";
import type { EndedThread } from "../threads.ts";
import type { JournalFile } from "./file.ts";
import type { JournalLock } from "./lock.ts";
import type { JournalLine } from "./record.ts";

/** Milliseconds: how long lines wait, and how often the time until which all is written is put down while there are none. */
export const writePause = 500;
export const beatPause = 2000;

export interface WriterParts {
  readonly file: JournalFile;
  readonly lock: JournalLock;
  readonly boot: string;
  readonly now: () => number;
  /** A task's start, milliseconds since the epoch, from the text that goes with it. */
  readonly startOf: (task: GoneTask) => number;
}

export class JournalWriter {
  #lines: JournalLine[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Whether the next beat is as near as it gets. */
  #isSoon = false;
  #isOurs = false;
  #isExact = false;
  readonly #spaces = new Map<SpaceId, Space>();
  #numbers = new Map<string, number>();
  #lastNumber = Math.floor(Math.random() * 2 ** 40);

  constructor(private readonly parts: WriterParts) {}

  /** `isExact`: the kernel tells every birth and death. */
  begin(spaces: readonly Space[], isExact: boolean): void {
    this.#isExact = isExact;
    for (const space of spaces) this.#spaces.set(space.id, space);
    this.#beat();
  }

  /** Stops the watch; everything until now is written. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.flush();
    if (this.#isOurs) this.parts.lock.release();
    this.#isOurs = false;
    this.#spaces.clear();
  }

  add(change: Change): void {
    for (const space of change.spaces) this.#spaces.set(space.id, space);
    for (const task of change.goneTasks) this.#life({ ...task, start: this.parts.startOf(task) });
    for (const space of change.goneSpaces) this.#spaces.delete(space);
  }

  /** A task came and went unseen between these. */
  missed(from: number, until: number): void {
    if (!this.#isOurs) return;
    const last = this.#lines.at(-1);
    if (last && "blind" in last && from <= last.blind[1]) {
      this.#lines.pop();
      this.#lines.push({ blind: [Math.min(last.blind[0], from), Math.max(last.blind[1], until)] });
    } else this.#push({ blind: [from, until] });
  }

  /** What happened meanwhile is not known: a new watch begins. */
  broken(): void {
    if (this.#isOurs) this.#from();
  }

  /** Writes what waits, and that everything until now is written. */
  flush(): void {
    if (!this.#isOurs) return;
    this.#lines.push({ until: this.parts.now() });
    const lines = this.#lines;
    this.#lines = [];
    if (!this.parts.file.write(lines)) this.#isOurs = false;
    if (this.parts.file.isFull) this.#turn();
  }

  /** Keeps the lock, or takes it when its holder is gone; writes what waits, and until when that is all. */
  #beat(): void {
    const isOurs = this.parts.lock.take();
    if (isOurs && !this.#isOurs) this.#from();
    this.#isOurs = isOurs;
    this.flush();
    this.#next(beatPause);
  }

  #next(pause: number): void {
    clearTimeout(this.#timer);
    this.#isSoon = pause === writePause;
    this.#timer = setTimeout(() => {
      this.#beat();
    }, pause);
    this.#timer.unref();
  }

  #push(line: JournalLine): void {
    this.#lines.push(line);
    if (!this.#isSoon && this.#timer) this.#next(writePause);
  }

  #from(): void {
    this.#lines.push({ from: this.parts.now(), boot: this.parts.boot, exact: this.#isExact });
  }

  /** The full file becomes the old one; the young one begins with what goes on. */
  #turn(): void {
    this.parts.file.turn();
    this.#numbers = new Map();
    this.#from();
    const lines = this.#lines;
    this.#lines = [];
    this.parts.file.write(lines);
  }

  /** A thread has ended. */
  thread(ended: EndedThread): void {
    this.#life(ended);
  }

  #life({ name, how, start, tuples: names }: EndedThread): void {
    if (!this.#isOurs) return;
    const tuples = names.flatMap(({ pid, provenance }) => {
      const space = this.#spaces.get(pid.space);
      return space ? [[this.#numberOf(space), pid.nr, provenance] as const] : [];
    });
    this.#push({ life: { name, start, end: this.parts.now(), ...(how ? { how } : {}), tuples } });
  }

  /** How many tasks it has matters to nobody afterwards. */
  #numberOf(space: Space): number {
    const kept: Space = { ...space, tasks: 0 };
    const key = JSON.stringify(kept);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#lastNumber += 1;
    this.#numbers.set(key, this.#lastNumber);
    this.#lines.push({ number: this.#lastNumber, space: kept });
    return this.#lastNumber;
  }
}
