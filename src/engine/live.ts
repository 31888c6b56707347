/**
 * Keeps the map true while somebody looks: by the kernel's own events where there are some, else by looking again
 * at a rate that follows its cost. An event is only a reason to look: what is told is what was seen afterwards.
 */
import { host, pidIn, type Pid, type SpaceId } from "../model/pid.ts";
import type { Ending } from "../model/resolution.ts";
import type { TaskId, Tuple } from "../model/task.ts";
import type { Change, GoneTask } from "./change.ts";
import { Dying } from "./dying.ts";
import type { Kernel, KernelEvent, Listener } from "./kernel/kernel.ts";
import { Newborn, type Birth } from "./newborn.ts";
import type { Atlas } from "./spaces/atlas.ts";
import { describeProcess, startOf, tuplesOf } from "./spaces/describe.ts";
import type { Namespace } from "./spaces/namespace.ts";
import { ToldSpaces } from "./spaces/spaceDifference.ts";
import type { Structure } from "./spaces/structure.ts";
import type { ListedTask } from "./spaces/taskList.ts";
import type { Entry } from "./spaces/world.ts";
import type { Threads } from "./threads.ts";

/** Without events, surveys may take this share of a core; milliseconds between them, however cheap they are. */
const often = { share: 0.02, leastPause: 250 };
/** With events a survey is only for what they do not tell (new parents, states), and may cost much less. */
const seldom = { share: 0.0004, leastPause: 30_000 };

export interface LiveParts {
  readonly kernel: Kernel;
  readonly atlas: Atlas;
  /** Never called with an empty change. */
  readonly tell: (change: Change) => void;
  /** Events were lost: what happened meanwhile is not known. */
  readonly lost: () => void;
  /** A task came and went before it could be looked at; milliseconds since the epoch. */
  readonly missed: (from: number, until: number) => void;
  /** Hears every event too; absent where nobody remembers threads. */
  readonly threads?: Threads;
  readonly nextGeneration: () => number;
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
  readonly #looks = new Set<number>();
  readonly #execs = new Set<number>();
  readonly #newborn = new Newborn();
  readonly #dying = new Dying();
  readonly #endings = new Map<TaskId, Ending>();
  readonly #told: ToldSpaces;

  constructor(private readonly parts: LiveParts) {
    this.#told = new ToldSpaces(parts.atlas);
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
    for (const entry of atlas.world.entries()) this.#rememberNumbers(entry);
    atlas.world.record(true);
    this.#told.take();
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
    this.parts.atlas.world.record(false);
  }

  #hear(events: readonly KernelEvent[]): void {
    for (const event of events) {
      this.#note(event);
      if (this.hasEvents) this.parts.threads?.hear(event);
    }
    this.#flushSoon();
  }

  #note(event: KernelEvent): void {
    const { world } = this.parts.atlas;
    if (event.is === "lost") {
      this.parts.lost();
      this.#isLost = true;
      return;
    }
    const known = world.get(event.pid);
    switch (event.is) {
      case "fork":
        if (event.process.nr !== event.pid.nr) return;
        this.#newborn.fork(event.pid, this.#nameOf(event.parent), Date.now());
        this.#dying.delete(event.pid.nr); // its number was free
        this.#looks.add(event.pid.nr);
        return;
      case "exec":
        if (known) world.touch(known);
        this.#newborn.rename(event.pid, "");
        this.#execs.add(event.pid.nr);
        this.#looks.add(event.pid.nr);
        return;
      case "renamed":
        this.#newborn.rename(event.pid, event.name);
        this.#execs.delete(event.pid.nr);
        if (known) world.put({ ...known.glance, name: event.name });
        return;
      case "exit":
        if (event.process.nr !== event.pid.nr) return;
        if (known) this.#endings.set(known.glance.id, event.ending);
        this.#newborn.exit(event.pid, event.ending);
        this.#looks.add(event.pid.nr);
        this.#dying.add(event.pid.nr, performance.now());
    }
  }

  /** "" where it has begun another program, and nobody has looked since. */
  #nameOf(pid: Pid): string {
    if (this.#execs.has(pid.nr)) return "";
    return this.#newborn.nameOf(pid) ?? this.parts.atlas.world.get(pid)?.glance.name ?? "";
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
    for (const nr of this.#looks) this.#look(nr);
    this.#looks.clear();
    this.#execs.clear();
    // however often events were lost, one look tells; parents change without an event
    if (this.#isLost || (world.isUnsettled && world.hasUnreadable)) world.survey();
    this.#isLost = false;
    world.structure();
    this.parts.threads?.flush();
    this.#tell();
    this.#reapSoon();
    void this.#label();
  }

  #look(nr: number): void {
    const pid = pidIn(host, nr);
    if (!pid) return;
    const { kernel, atlas } = this.parts;
    const known = atlas.world.get(pid);
    const birth = this.#newborn.take(nr);
    if (known && !birth && this.#dying.has(nr) && kernel.identify(pid) === known.glance.id) return; // not reaped yet
    const glance = kernel.glance(pid);
    if (glance === "absent") {
      const isKnown = atlas.world.drop(pid) !== undefined;
      this.#dying.delete(nr);
      if (birth && !isKnown) this.#newborn.missed(birth);
    } else if (glance !== "denied") {
      if (birth?.how) this.#endings.set(glance.id, birth.how);
      else if (birth || (known && known.glance.id !== glance.id)) this.#dying.delete(nr); // the number is another's
      atlas.world.put(glance);
    }
  }

  /** Nothing tells when a dead task is reaped and its number is free. */
  #reapSoon(): void {
    clearTimeout(this.#reaping);
    const pause = this.#dying.pause(performance.now());
    if (pause === undefined) return;
    this.#reaping = setTimeout(() => {
      for (const nr of this.#dying.takeDue(performance.now())) this.#looks.add(nr);
      this.flush();
    }, pause);
  }

  #tell(): void {
    const { atlas, tell, nextGeneration } = this.parts;
    const { touched, gone } = atlas.world.takeDifference();
    const tasks = touched.map((entry) => this.#listed(entry));
    const goneTasks = gone.map(({ entry, structure }) => this.#goneTask(entry, structure));
    for (const birth of this.#newborn.takePassed()) goneTasks.push(this.#unseen(birth));
    const { spaces, goneSpaces } = this.#told.take();
    if (tasks.length + goneTasks.length + spaces.length + goneSpaces.length === 0) return;
    tell({ generation: nextGeneration(), spaces, goneSpaces, tasks, goneTasks });
  }

  /** Its names but the one in `host` are not known: at that time the journal is blind. */
  #unseen(birth: Birth): GoneTask {
    this.parts.missed(birth.at, Date.now());
    return this.#newborn.goneTask(birth);
  }

  #listed(entry: Entry): ListedTask {
    this.#rememberNumbers(entry);
    const { kernel, atlas } = this.parts;
    const task = describeProcess(entry.glance, { kernel, world: atlas.world, translator: atlas.translator });
    return { task, pid: task.tuples.at(-1)?.pid ?? entry.glance.pid };
  }

  #goneTask(entry: Entry, structure: Structure | undefined): GoneTask {
    const { id, name } = entry.glance;
    const how = this.#endings.get(id);
    this.#endings.delete(id);
    const start = startOf(entry.glance, this.parts.kernel.host().bootTime);
    const hasNames = entry.space === host || (entry.space !== undefined && entry.numbers !== undefined);
    if (!hasNames) this.parts.missed(Date.parse(start), Date.now());
    return { id, name, start, tuples: tuplesIn(entry, structure), ...(how ? { how } : {}) };
  }

  #rememberNumbers(entry: Entry): void {
    if (entry.space === host || entry.numbers) return;
    this.parts.atlas.translator.numbersOf(entry.glance);
  }

  /** Asks the runtimes when containers came or went, and tells the names when they are there. */
  async #label(): Promise<void> {
    if (this.#isLabelling) return;
    this.#isLabelling = true;
    const isNew = await this.parts.atlas.label().finally(() => {
      this.#isLabelling = false;
    });
    if (isNew && this.#isOn) this.#tell();
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

/** The names that a task had, by the structure in which it lived. */
function tuplesIn({ glance, numbers, space, member }: Entry, structure: Structure | undefined): readonly Tuple[] {
  const named = { glance, numbers: numbers ?? [glance.pid.nr], space, member };
  return tuplesOf(named, structure?.namespaces ?? new Map<SpaceId, Namespace>());
}
