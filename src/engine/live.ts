/**
 * Keeps the map true while somebody looks: by the kernel's own events where there are some, else by looking again
 * at a rate that follows its cost. An event is only a reason to look: what is told is what was seen afterwards.
 * Here is only when that happens.
 */
import { Census } from "./census.ts";
import type { KernelEvent, Listener } from "./kernel/kernel.ts";
import { Telling, type TellingParts } from "./telling.ts";
import type { Threads } from "./threads.ts";

/** Without events, surveys may take this share of a core; milliseconds between them, however cheap they are. */
const often = { share: 0.02, leastPause: 250 };
/** With events a survey is only for what they do not tell (another control group, states), and may cost much less. */
const seldom = { share: 0.0002, leastPause: 30_000 };

export interface LiveParts extends TellingParts {
  /** Events were lost: what happened meanwhile is not known. */
  readonly lost: () => void;
  /** Hears every event too; absent where nobody remembers threads. */
  readonly threads?: Threads;
}

export class Live {
  #listener: Listener | undefined;
  #timer: NodeJS.Timeout | undefined;
  #flushing: NodeJS.Timeout | undefined;
  #reaping: NodeJS.Timeout | undefined;
  /** When the last flush ended, and how long it computed; milliseconds. On a busy machine it lasts much longer. */
  #last = { end: 0, cost: 0 };
  #isOn = false;
  #isLabelling = false;
  /** What happened is not known: everything must be looked at again. */
  #isLost = false;
  #census: Census;
  #telling: Telling;

  constructor(private readonly parts: LiveParts) {
    this.#census = new Census(parts.kernel, parts.atlas.world);
    this.#telling = new Telling(parts, this.#census);
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Whether the kernel tells what happens; else we only look now and then. */
  get hasEvents(): boolean {
    return this.#listener !== undefined;
  }

  /** What is already there is not told: who watches has asked for it. */
  async start(): Promise<void> {
    if (this.#isOn) return;
    this.#isOn = true;
    const { atlas, kernel } = this.parts;
    const listener = await kernel.listen((events) => {
      this.#hear(events);
    });
    await atlas.refresh();
    if (!this.isOn) {
      if (listener !== "unavailable") listener.close(); // stopped while it started
      return;
    }
    if (listener !== "unavailable") this.#listener = listener;
    this.#telling.begin(this.hasEvents);
    if (this.hasEvents) this.parts.threads?.begin();
    this.#plan();
  }

  stop(): void {
    this.#isOn = false;
    this.#listener?.close();
    this.#listener = undefined;
    this.parts.threads?.end();
    clearTimeout(this.#timer);
    clearTimeout(this.#reaping);
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    this.#telling.end();
    // whoever watches again has not heard what this one was told
    this.#census = new Census(this.parts.kernel, this.parts.atlas.world);
    this.#telling = new Telling(this.parts, this.#census);
  }

  #hear(events: readonly KernelEvent[]): void {
    for (const event of events) {
      if (event.is === "lost") {
        this.parts.lost();
        this.#isLost = true;
      } else this.#census.hear(event);
      if (this.hasEvents) this.parts.threads?.hear(event);
    }
    if (this.#isLost || this.#census.isWaiting) this.#flushSoon();
    else this.parts.threads?.flush(); // threads are told to nobody
  }

  /** At once, unless the last flush was as short ago as it computed: so a storm leaves half the time to questions. */
  #flushSoon(): void {
    if (this.#flushing || !this.#isOn) return;
    const wait = this.#last.end + this.#last.cost - performance.now();
    const act = (): void => {
      this.#flushing = undefined;
      const before = process.cpuUsage();
      this.flush();
      const { user, system } = process.cpuUsage(before);
      this.#last = { end: performance.now(), cost: (user + system) / 1000 };
    };
    if (wait <= 0) act();
    else this.#flushing = setTimeout(act, wait);
  }

  /** Looks at what events pointed at, and tells what is different. */
  flush(): void {
    const { world } = this.parts.atlas;
    this.#census.look();
    // however often events were lost, one look tells; parents change without an event
    if (this.#isLost || (world.isUnsettled && world.hasUnreadable)) world.survey();
    if (this.#isLost) this.#census.settle();
    this.#isLost = false;
    world.structure();
    this.parts.threads?.flush();
    this.#telling.tell();
    this.#reapSoon();
    void this.#label();
  }

  #reapSoon(): void {
    clearTimeout(this.#reaping);
    const pause = this.#census.pause(performance.now());
    if (pause === undefined) return;
    this.#reaping = setTimeout(() => {
      if (this.#census.lookAtDying(performance.now())) this.flush();
      else this.#reapSoon();
    }, pause);
  }

  /** Asks the runtimes when containers came or went, and tells the names when they are there. */
  async #label(): Promise<void> {
    if (this.#isLabelling) return;
    this.#isLabelling = true;
    const isNew = await this.parts.atlas.label().finally(() => {
      this.#isLabelling = false;
    });
    if (isNew && this.#isOn) this.#telling.tell();
  }

  #plan(): void {
    if (!this.#isOn) return;
    const begun = performance.now();
    this.parts.atlas.world.survey();
    this.flush();
    const cost = performance.now() - begun;
    const rate = this.hasEvents ? seldom : often;
    this.#timer = setTimeout(
      () => {
        this.#plan();
      },
      Math.max(rate.leastPause, cost / rate.share),
    );
  }
}
