/**
 * The journal: who held each tuple from when to when, and how it ended. Written by one engine at a time while it
 * watches, read by all. Bounded: two files of two megabytes, and in memory what they hold once somebody asked.
 */
import { randomUUID } from "node:crypto";
import { host, pidIn } from "../../model/pid.ts";
import type { Space } from "../../model/space.ts";
import type { Change } from "../change.ts";
import { bootClock } from "../kernel/bootClock.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Atlas } from "../spaces/atlas.ts";
import { Threads, type EndedThread } from "../threads.ts";
import { JournalFile } from "./file.ts";
import { JournalLock, type Holder } from "./lock.ts";
import { livesOf, recallAt, recallLast, type PastTuple, type Recalled } from "./recall.ts";
import type { Remembered } from "./record.ts";
import { JournalWriter, beatPause } from "./writer.ts";

export class Journal {
  readonly #file: JournalFile;
  readonly #writer: JournalWriter | undefined;
  #isWriting = false;

  constructor(
    private readonly folder: string,
    private readonly kernel: Kernel,
  ) {
    this.#file = new JournalFile(folder);
    this.#writer = this.#makeWriter();
  }

  begin(spaces: readonly Space[], isExact: boolean): void {
    this.#isWriting = true;
    this.#writer?.begin(spaces, isExact);
  }

  add(change: Change): void {
    if (this.#isWriting) this.#writer?.add(change);
  }

  /** A thread has ended: remembered, but told to nobody. */
  thread(ended: EndedThread): void {
    if (this.#isWriting) this.#writer?.thread(ended);
  }

  missed(from: number, until: number): void {
    if (this.#isWriting) this.#writer?.missed(from, until);
  }

  broken(): void {
    if (this.#isWriting) this.#writer?.broken();
  }

  end(): void {
    if (this.#isWriting) this.#writer?.end();
    this.#isWriting = false;
  }

  /** Who held a tuple at a time. Waits for another engine, if one writes, to have written what happened until now. */
  async at(tuple: PastTuple, time: number): Promise<Recalled> {
    const now = Date.now();
    for (;;) {
      this.#writer?.flush();
      const answer = recallAt(this.#file.read(), tuple, time, now);
      const isLate = Date.now() - now > 2 * beatPause;
      if (answer.is !== "unknown" || isLate || this.#writtenUntil() < now - 4 * beatPause) return answer;
      if (this.#writtenUntil() >= now) return answer;
      await new Promise((settle) => setTimeout(settle, 100));
    }
  }

  /** Everything that is remembered, as the file has it, oldest first. */
  lines(): readonly string[] {
    this.#writer?.flush();
    return this.#file.lines();
  }

  last(tuple: PastTuple): Remembered | undefined {
    this.#writer?.flush();
    return recallLast(this.#file.read(), tuple);
  }

  /** Everybody who held it and has ended. Another engine that writes is up to two beats behind. */
  lives(tuple: PastTuple): readonly Remembered[] {
    this.#writer?.flush();
    return livesOf(this.#file.read(), tuple);
  }

  /** A task's start as exactly as this machine can say it; `btime` alone is off by up to a second. */
  startOf(ticks: number): number {
    return Math.round(Date.now() - bootClock.now() + ticks * 10);
  }

  #writtenUntil(): number {
    return this.#file.read().periods.at(-1)?.until ?? 0;
  }

  /** Absent where we cannot say who we are: then we only read. */
  #makeWriter(): JournalWriter | undefined {
    const { self, bootId, rootNamespace, bootTime } = this.kernel.host();
    const task = self && this.kernel.identify(self);
    if (!self || task === undefined || task === "absent" || task === "denied") return undefined;
    const own: Holder = { host: `${bootId}/${rootNamespace ?? ""}`, task, nr: self.nr, token: randomUUID() };
    const lives = (holder: Holder): boolean => {
      const pid = pidIn(host, holder.nr);
      return pid !== undefined && this.kernel.identify(pid) === holder.task;
    };
    return new JournalWriter({
      file: this.#file,
      lock: new JournalLock(this.folder, own, lives),
      boot: bootId,
      now: Date.now,
      startOf: ({ start }) => this.startOf((Date.parse(start) - bootTime) / 10),
    });
  }
}

/** The threads that live now, for a journal to remember. */
export function threadsFor(journal: Journal, kernel: Kernel, atlas: Atlas): Threads {
  return new Threads({
    kernel,
    atlas,
    ended: (thread) => {
      journal.thread(thread);
    },
    missed: (from, until) => {
      journal.missed(from, until);
    },
    startOf: (ticks) => journal.startOf(ticks),
    now: Date.now,
  });
}
