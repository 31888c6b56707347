/** Tells what is different on the map since it was told last: who came, who went and how, and which spaces. */
import { host, type SpaceId } from "../model/pid.ts";
import type { Tuple } from "../model/task.ts";
import type { Census } from "./census.ts";
import type { Change, GoneTask } from "./change.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { unseenTask, type Birth } from "./newborn.ts";
import type { Atlas } from "./spaces/atlas.ts";
import { describeProcess, startOf, tuplesOf } from "./spaces/describe.ts";
import type { Entry } from "./spaces/entry.ts";
import type { Namespace } from "./spaces/namespace.ts";
import { ToldSpaces } from "./spaces/spaceDifference.ts";
import type { Structure } from "./spaces/structure.ts";
import type { ListedTask } from "./spaces/taskList.ts";

export interface TellingParts {
  readonly kernel: Kernel;
  readonly atlas: Atlas;
  /** Never called with an empty change. */
  readonly tell: (change: Change) => void;
  /** A task came and went of which not all names are known; its start in milliseconds since boot. */
  readonly missed: (start: number) => void;
  readonly nextGeneration: () => number;
}

export class Telling {
  readonly #told: ToldSpaces;
  #unseenCount = 0;

  constructor(
    private readonly parts: TellingParts,
    private readonly census: Census,
  ) {
    this.#told = new ToldSpaces(parts.atlas);
  }

  /** What is already there is not told: who watches has asked for it. `hasEvents`: the kernel tells of every end. */
  begin(hasEvents: boolean): void {
    const { world } = this.parts.atlas;
    for (const entry of world.entries()) this.#rememberNumbers(entry);
    world.differences.record((glance) => {
      if (hasEvents) this.census.dropped(glance);
    });
    this.#told.take();
  }

  end(): void {
    this.parts.atlas.world.differences.record(undefined);
  }

  tell(): void {
    const { atlas, tell, nextGeneration } = this.parts;
    const { touched, gone } = atlas.world.differences.take();
    const tasks = touched.map((entry) => this.#listed(entry));
    const goneTasks = gone.map(({ entry, structure }) => this.#goneTask(entry, structure));
    for (const birth of this.census.takePassed()) goneTasks.push(this.#unseen(birth));
    const { spaces, goneSpaces } = this.#told.take();
    if (tasks.length + goneTasks.length + spaces.length + goneSpaces.length === 0) return;
    tell({ generation: nextGeneration(), spaces, goneSpaces, tasks, goneTasks });
  }

  /** Its names but the one in `host` are not known: at that time the journal is blind. */
  #unseen(birth: Birth): GoneTask {
    this.parts.missed(birth.at);
    this.#unseenCount += 1;
    return unseenTask(birth, this.parts.kernel.host().bootTime, this.#unseenCount);
  }

  #listed(entry: Entry): ListedTask {
    this.#rememberNumbers(entry);
    const { kernel, atlas } = this.parts;
    const task = describeProcess(entry.glance, { kernel, world: atlas.world, numbers: atlas.numbers });
    return { task, pid: task.tuples.at(-1)?.pid ?? entry.glance.pid };
  }

  #goneTask(entry: Entry, structure: Structure | undefined): GoneTask {
    const { id, name, startTicks } = entry.glance;
    const how = this.census.takeEnding(entry.glance);
    const start = startOf(entry.glance, this.parts.kernel.host().bootTime);
    const hasNames = entry.space === host || (entry.space !== undefined && entry.numbers !== undefined);
    if (!hasNames) this.parts.missed(startTicks * 10);
    return { id, name, start, tuples: tuplesIn(entry, structure), ...(how ? { how } : {}) };
  }

  #rememberNumbers(entry: Entry): void {
    if (entry.space === host || entry.numbers) return;
    this.parts.atlas.numbers.numbersOf(entry.glance);
  }
}

/** The names that a task had, by the structure in which it lived. */
function tuplesIn({ glance, numbers, space, member }: Entry, structure: Structure | undefined): readonly Tuple[] {
  const named = { glance, numbers: numbers ?? [glance.pid.nr], space, member };
  return tuplesOf(named, structure?.namespaces ?? new Map<SpaceId, Namespace>());
}
