/**
 * The map of spaces, kept fresh enough to answer from: holds the world of tasks, what the runtimes call their
 * containers, and what the user calls spaces.
 */
import type { SpaceId } from "../../model/pid.ts";
import type { Space } from "../../model/space.ts";
import type { TaskId } from "../../model/task.ts";
import type { Glance, Kernel } from "../kernel/kernel.ts";
import type { ContainerKey, Labels, Runtimes } from "../runtimes/runtime.ts";
import { Clues } from "./clues.ts";
import { referenceOf } from "./findSpace.ts";
import { spacesOf } from "./spaceList.ts";
import type { Structure } from "./structure.ts";
import { TaskNumbers } from "./taskNumbers.ts";
import { Translator } from "./translate.ts";
import { World } from "./world.ts";

/** What the user calls spaces, by their identity. */
export interface GivenNames {
  /** Another engine may have given names since. */
  readonly reload: () => void;
  readonly nameOf: (identity: string) => string | undefined;
}

/** For so long (milliseconds) a runtime's names are believed without asking again. */
const labelsHold = 5000;

/** For so long (milliseconds) it is believed which containers are paused. */
const frozenHolds = 500;

/** How many spaces' names are remembered. */
const calledBound = 5000;

const noLabels: Labels = { byContainer: new Map(), bySpace: new Map() };

export class Atlas {
  readonly world: World;
  readonly numbers: TaskNumbers;
  readonly translator: Translator;
  #labels = noLabels;
  #labelled: { readonly structure: Structure; readonly about: string; readonly at: number } | undefined;
  #spaces: Space[] | undefined;
  #structure: Structure | undefined;
  #made = 0;
  /** Whose number of members alone is different, since somebody asked. */
  #counted = new Set<SpaceId>();
  readonly #clues: Clues;
  #isLoaded = false;
  #frozen: { readonly at: number; readonly groups: ReadonlySet<string> } = { at: -Infinity, groups: new Set() };
  readonly #hides = new Map<TaskId, boolean>();
  /** Where in the list each space is. */
  #places = new Map<SpaceId, number>();
  readonly #references = new Map<SpaceId, string>();
  readonly #called = new Map<SpaceId, string>();

  constructor(
    private readonly kernel: Kernel,
    private readonly runtimes: Runtimes,
    private readonly names: GivenNames,
  ) {
    const known = new Map<string, ContainerKey | undefined>();
    this.world = new World(kernel, (cgroup) => {
      if (known.has(cgroup)) return known.get(cgroup);
      if (known.size > 5000) known.clear();
      const key = runtimes.containerOf(cgroup);
      known.set(cgroup, key);
      return key;
    });
    this.numbers = new TaskNumbers(kernel, this.world);
    this.translator = new Translator(kernel, this.world, this.numbers);
    this.#clues = new Clues(kernel, this.world);
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Looks at everything again, and asks the runtimes where containers came or went, or their word is old. */
  async refresh(): Promise<void> {
    this.world.survey();
    // What only exclusion can place must have been there before the survey began.
    if (this.world.structure().unplaced.size > 0) this.world.survey();
    this.#isLoaded = true;
    this.names.reload();
    this.touch();
    await this.label();
  }

  /** Asks the runtimes, unless their last word is about the same containers and fresh. Whether it asked. */
  async label(): Promise<boolean> {
    const structure = this.world.structure();
    const last = this.#labelled;
    const isFresh = last !== undefined && Date.now() - last.at < labelsHold;
    if (isFresh && last.structure === structure) return false;
    const keys = [...structure.homes.values()].map(({ key }) => key);
    const clues = this.#clues.of(structure);
    const about = JSON.stringify([keys, clues]);
    const isKnown = isFresh && last.about === about;
    this.#labelled = { structure, about, at: isKnown ? last.at : Date.now() };
    if (isKnown) return false;
    this.#hides.clear();
    this.names.reload();
    if (keys.length > 0 || clues.length > 0) this.#labels = await this.runtimes.readLabels(keys, clues);
    this.touch();
    return true;
  }

  /** Names may have changed: the list of spaces must be made again. */
  touch(): void {
    this.#spaces = undefined;
  }

  /** Lets go of everything that is kept open. */
  close(): void {
    this.translator.close();
    this.world.close();
  }

  /** Every space, `host` first; the next call may put other spaces into the same list. */
  spaces(): readonly Space[] {
    const structure = this.world.structure();
    if (this.#structure !== structure) this.#spaces = undefined;
    this.#structure = structure;
    if (!this.#spaces) return (this.#spaces = this.#list(structure));
    for (const id of this.world.takeCounted()) this.#recount(id, this.#spaces);
    return this.#spaces;
  }

  /** Another number whenever the list of spaces was made anew. */
  get made(): number {
    return this.#made;
  }

  /** Whose number of members is different, since the last time or since the list was made anew. */
  takeCounted(): ReadonlySet<SpaceId> {
    const counted = this.#counted;
    this.#counted = new Set();
    return counted;
  }

  /** What a space is or was last called; its id where nobody remembers. */
  nameOf(id: SpaceId): string {
    this.spaces();
    return this.#called.get(id) ?? id;
  }

  space(id: SpaceId): Space | undefined {
    const spaces = this.spaces();
    return spaces[this.#places.get(id) ?? -1];
  }

  /** The words that name a space and no other; its id when it is gone. */
  reference(id: SpaceId): string {
    const space = this.space(id);
    if (!space) return id;
    const known = this.#references.get(id);
    if (known !== undefined) return known;
    const reference = referenceOf(space, this.spaces());
    this.#references.set(id, reference);
    return reference;
  }

  #recount(id: SpaceId, spaces: Space[]): void {
    const at = this.#places.get(id);
    const space = at === undefined ? undefined : spaces[at];
    const tasks = this.world.membersOf(id);
    if (!space || at === undefined || space.tasks === tasks) return;
    spaces[at] = { ...space, tasks };
    this.#counted.add(id);
  }

  #list(structure: Structure): Space[] {
    this.#made += 1;
    this.world.takeCounted();
    this.#counted.clear();
    const spaces = [
      ...spacesOf({
        structure,
        host: this.kernel.host(),
        labels: this.#labels,
        nameOf: this.names.nameOf,
        membersOf: (space) => this.world.membersOf(space),
        hidesFrom: (first) => this.#hidesFrom(first),
        isFrozen: this.#frozenIn(structure),
      }),
    ];
    this.#places = new Map(spaces.map((space, at) => [space.id, at] as const));
    this.#references.clear();
    for (const { id, name } of spaces) this.#called.set(id, name);
    for (const id of this.#called.keys()) {
      if (this.#called.size <= calledBound) break;
      this.#called.delete(id);
    }
    return spaces;
  }

  /** Nobody tells when a container is paused: it is seen when something else has changed, or at the next survey. */
  #frozenIn({ homes }: Structure): (cgroup: string) => boolean {
    if (Date.now() - this.#frozen.at > frozenHolds) {
      const groups = [...homes.values()].map(({ first }) => first.cgroup);
      this.#frozen = { at: Date.now(), groups: this.kernel.listFrozen(groups) };
    }
    return (cgroup) => this.#frozen.groups.has(cgroup);
  }

  /** Read once for each time that the runtimes are asked: it may be mounted anew. */
  #hidesFrom(first: Glance): boolean {
    const hides = this.#hides.get(first.id) ?? this.kernel.hidesFrom(first.pid) === true;
    this.#hides.set(first.id, hides);
    return hides;
  }
}
