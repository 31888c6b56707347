/**
 * Keeps the map true while somebody looks: by the kernel's own events where there are some, else by looking again
 * at a rate that follows its cost. An event is only a reason to look: what is told is what was seen afterwards.
 */
import { host, pidIn, type SpaceId } from "../model/pid.ts";
import type { Ending } from "../model/resolution.ts";
import type { Space } from "../model/space.ts";
import type { TaskId, Tuple } from "../model/task.ts";
import type { Change, GoneTask } from "./change.ts";
import type { Kernel, KernelEvent, Listener } from "./kernel/kernel.ts";
import type { Atlas } from "./spaces/atlas.ts";
import { describeProcess, startOf, tuplesOf } from "./spaces/describe.ts";
import type { Namespace } from "./spaces/namespace.ts";
import type { Structure } from "./spaces/structure.ts";
import type { ListedTask } from "./spaces/taskList.ts";
import type { Entry } from "./spaces/world.ts";

/** Without events, surveys may take this share of a core; milliseconds between them, however cheap they are. */
const often = { share: 0.02, leastPause: 250 };
/** With events a survey is only for what they do not tell (new parents, states), and may cost much less. */
const seldom = { share: 0.0004, leastPause: 30_000 };
/** A task that ended but that nobody has reaped is looked at again, ever more seldom. */
const dyingPauses = { first: 20, most: 5000 };

export interface LiveParts {
  readonly kernel: Kernel;
  readonly atlas: Atlas;
  /** Never called with an empty change. */
  readonly tell: (change: Change) => void;
  /** Events were lost: what happened meanwhile is not known. */
  readonly lost: () => void;
  /** A task came and went before it could be looked at; milliseconds since the epoch. */
  readonly missed: (from: number, until: number) => void;
  readonly nextGeneration: () => number;
}

export class Live {
  #listener: Listener | undefined;
  #timer: NodeJS.Timeout | undefined;
  #flushing: NodeJS.Immediate | NodeJS.Timeout | undefined;
  #reaping: NodeJS.Timeout | undefined;
  #reapPause = dyingPauses.first;
  #cost = 0;
  #isOn = false;
  #isLabelling = false;
  readonly #looks = new Set<number>();
  /** When those were born that nobody has looked at yet. */
  readonly #born = new Map<number, number>();
  readonly #dying = new Set<number>();
  readonly #endings = new Map<TaskId, Ending>();
  #sent = new Map<SpaceId, string>();
  #spaces: readonly Space[] = [];

  constructor(private readonly parts: LiveParts) {}

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
    this.#sent = new Map(atlas.spaces().map((space) => [space.id, JSON.stringify(space)] as const));
    this.#plan();
  }

  stop(): void {
    this.#isOn = false;
    this.#listener?.close();
    this.#listener = undefined;
    clearTimeout(this.#timer);
    clearTimeout(this.#reaping);
    if (this.#flushing) clearTimeout(this.#flushing as NodeJS.Timeout);
    this.#flushing = undefined;
    this.parts.atlas.world.record(false);
  }

  #hear(events: readonly KernelEvent[]): void {
    for (const event of events) this.#note(event);
    this.#flushSoon();
  }

  #note(event: KernelEvent): void {
    const { world } = this.parts.atlas;
    if (event.is === "lost") {
      this.parts.lost();
      world.survey();
      return;
    }
    const known = world.get(event.pid);
    switch (event.is) {
      case "fork":
        if (event.process.nr !== event.pid.nr) return;
        this.#looks.add(event.pid.nr);
        this.#born.set(event.pid.nr, Date.now());
        return;
      case "exec":
        if (known) world.touch(known);
        this.#looks.add(event.pid.nr);
        return;
      case "renamed":
        if (known) this.#looks.add(event.pid.nr);
        return;
      case "exit":
        if (event.process.nr !== event.pid.nr) return;
        if (known) this.#endings.set(known.glance.id, event.ending);
        this.#looks.add(event.pid.nr);
        this.#dying.add(event.pid.nr);
    }
  }

  /** At once when idle; after a change as long as it took, so that a storm leaves half the time to questions. */
  #flushSoon(): void {
    if (this.#flushing || !this.#isOn) return;
    this.#flushing = setTimeout(() => {
      this.#flushing = undefined;
      const begun = performance.now();
      this.flush();
      this.#cost = performance.now() - begun;
    }, this.#cost);
  }

  /** Looks at what events pointed at, and tells what is different. */
  flush(): void {
    const { world } = this.parts.atlas;
    for (const nr of this.#looks) this.#look(nr);
    this.#looks.clear();
    if (world.isUnsettled && world.hasUnreadable) world.survey(); // parents change without an event
    world.structure();
    this.#tell();
    if (this.#dying.size > 0) this.#reapSoon();
    void this.#label();
  }

  #look(nr: number): void {
    const pid = pidIn(host, nr);
    if (!pid) return;
    const glance = this.parts.kernel.glance(pid);
    const { world } = this.parts.atlas;
    const born = this.#born.get(nr);
    this.#born.delete(nr);
    if (glance === "absent") {
      const isKnown = world.drop(pid) !== undefined;
      if (!isKnown && born !== undefined) this.parts.missed(born, Date.now());
      this.#dying.delete(nr);
    } else if (glance !== "denied") {
      if (this.#dying.has(nr) && glance.state !== "Z") this.#dying.delete(nr);
      world.put(glance);
    }
  }

  /** Nothing tells when a dead task is reaped and its number is free. */
  #reapSoon(): void {
    this.#reaping ??= setTimeout(() => {
      this.#reaping = undefined;
      const before = this.#dying.size;
      for (const nr of this.#dying) this.#looks.add(nr);
      this.flush();
      this.#reapPause = this.#dying.size < before ? dyingPauses.first : Math.min(this.#reapPause * 2, dyingPauses.most);
    }, this.#reapPause);
  }

  #tell(): void {
    const { atlas, tell, nextGeneration } = this.parts;
    const { touched, gone } = atlas.world.takeDifference();
    if (touched.length > 0 || gone.length > 0) atlas.touch();
    const tasks = touched.map((entry) => this.#listed(entry));
    const goneTasks = gone.map(({ entry, structure }) => this.#goneTask(entry, structure));
    const { spaces, goneSpaces } = this.#spacesDifferent();
    if (tasks.length + goneTasks.length + spaces.length + goneSpaces.length === 0) return;
    tell({ generation: nextGeneration(), spaces, goneSpaces, tasks, goneTasks });
  }

  #spacesDifferent(): Pick<Change, "spaces" | "goneSpaces"> {
    const now = this.parts.atlas.spaces();
    if (now === this.#spaces) return { spaces: [], goneSpaces: [] };
    this.#spaces = now;
    const sent = new Map<SpaceId, string>();
    const spaces: Space[] = [];
    for (const space of now) {
      const text = JSON.stringify(space);
      sent.set(space.id, text);
      if (this.#sent.get(space.id) !== text) spaces.push(space);
    }
    const goneSpaces = [...this.#sent.keys()].filter((id) => !sent.has(id));
    this.#sent = sent;
    return { spaces, goneSpaces };
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
