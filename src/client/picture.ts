/**
 * What the screen knows of spaces and tasks: the engine's last map with every change since applied. Pure
 * and immutable; what follows from it (who is whose child) is worked out when first asked for.
 */
import type { WireChange, WireMap, WirePid, WireSpace, WireTask } from "../protocol/wire.ts";

interface Index {
  readonly byTuple: ReadonlyMap<string, WireTask>;
  readonly members: ReadonlyMap<string, readonly WireTask[]>;
  readonly spaces: ReadonlyMap<string, readonly WireSpace[]>;
  /** Names of tasks that have children, in whatever space these are. */
  readonly parents: ReadonlySet<string>;
}

const key = (pid: WirePid): string => `${pid.space}:${pid.nr.toString()}`;

function gather<T>(things: Iterable<T>, keyOf: (thing: T) => string | undefined): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const thing of things) {
    const at = keyOf(thing);
    if (at === undefined) continue;
    const list = found.get(at);
    if (list) list.push(thing);
    else found.set(at, [thing]);
  }
  return found;
}

export class Picture {
  #index: Index | undefined;
  #families: ReadonlyMap<string, readonly WireTask[]> | undefined;

  constructor(
    readonly generation: number,
    /** The space that the engine itself is a member of. */
    readonly self: string,
    readonly spaces: ReadonlyMap<string, WireSpace>,
    /** By identity. */
    readonly tasks: ReadonlyMap<string, WireTask>,
  ) {}

  private get index(): Index {
    this.#index ??= {
      byTuple: new Map([...this.tasks.values()].flatMap((task) => task.tuples.map((tuple) => [key(tuple), task]))),
      members: gather(this.tasks.values(), (task) => task.member),
      spaces: gather(this.spaces.values(), (space) => space.parent),
      parents: new Set([...this.tasks.values()].flatMap((task) => (task.parent ? [key(task.parent)] : []))),
    };
    return this.#index;
  }

  private get families(): ReadonlyMap<string, readonly WireTask[]> {
    this.#families ??= gather(this.tasks.values(), (task) => this.parentOf(task)?.id);
    return this.#families;
  }

  /** The task that a number means in a space, which may use another's numbers. */
  taskAt(space: string, nr: number): WireTask | undefined {
    const numbering = this.spaces.get(space)?.numbering ?? space;
    return this.index.byTuple.get(`${numbering}:${nr.toString()}`);
  }

  /** The task that a tuple in its canonical spelling names: the space's reference or id, a colon, a decimal number. */
  taskNamed(tuple: string): WireTask | undefined {
    const colon = tuple.lastIndexOf(":");
    const words = tuple.slice(0, colon);
    const space = [...this.spaces.values()].find(({ id, reference }) => reference === words || id === words);
    return space && this.taskAt(space.id, Number(tuple.slice(colon + 1)));
  }

  /** The spaces directly inside a space. */
  within(space: string): readonly WireSpace[] {
    return this.index.spaces.get(space) ?? [];
  }

  /** Outermost spaces: `host`, and any whose parent is not known. */
  outermost(): readonly WireSpace[] {
    return [...this.spaces.values()].filter((space) => space.parent === undefined || !this.spaces.has(space.parent));
  }

  members(space: string): readonly WireTask[] {
    return this.index.members.get(space) ?? [];
  }

  /** A task's children in its own space. */
  children(task: WireTask): readonly WireTask[] {
    return this.families.get(task.id) ?? [];
  }

  /** Whether it has a child anywhere, also one that entered another space. */
  isParent(task: WireTask): boolean {
    return this.index.parents.has(key(task.host));
  }

  /**
   * The parent, if it is a member of the same space. A task whose parent has ended is number 1's by now (or a
   * subreaper's, see prctl(2)); nobody tells of that until somebody looks again.
   */
  parentOf(task: WireTask): WireTask | undefined {
    if (!task.parent) return undefined;
    const parent = this.index.byTuple.get(key(task.parent)) ?? this.taskAt(task.member, 1);
    return parent?.member === task.member && parent !== task ? parent : undefined;
  }

  /** Whether a task can be seen from a space: it has a number there. */
  numberIn(task: WireTask, space: string): number | undefined {
    const numbering = this.spaces.get(space)?.numbering ?? space;
    return task.tuples.find((tuple) => tuple.space === numbering)?.nr;
  }

  /** The number in the task's own space: what its own container calls it. */
  ownNumber(task: WireTask): number {
    return this.numberIn(task, task.member) ?? task.tuples.at(-1)?.nr ?? task.host.nr;
  }

  /** How to write the task's name in its own space. */
  ownTuple(task: WireTask): string {
    return this.tupleIn(task, task.member) ?? `host:${task.host.nr.toString()}`;
  }

  /** How to write the task's name in a space; absent where it has none there. */
  tupleIn(task: WireTask, space: string): string | undefined {
    const nr = this.numberIn(task, space);
    return nr === undefined ? undefined : `${this.spaces.get(space)?.reference ?? space}:${nr.toString()}`;
  }
}

export const emptyPicture = new Picture(0, "host", new Map(), new Map());

/** The picture that a whole answer paints. */
export function pictureOf(map: WireMap, tasks: readonly WireTask[]): Picture {
  return new Picture(
    map.generation,
    map.self,
    new Map(map.spaces.map((space) => [space.id, space])),
    new Map(tasks.map((task) => [task.id, task])),
  );
}

/** The picture after a change. Changes may repeat what is known already; nothing follows from that. */
export function applyChange(picture: Picture, change: WireChange): Picture {
  const spaces = new Map(picture.spaces);
  const tasks = new Map(picture.tasks);
  for (const space of change.spaces) spaces.set(space.id, space);
  for (const id of change.goneSpaces) spaces.delete(id);
  for (const task of change.tasks) tasks.set(task.id, task);
  for (const gone of change.goneTasks) tasks.delete(gone.id);
  return new Picture(change.generation, picture.self, spaces, tasks);
}

/** What is different between two pictures, as the engine would have told it. */
export function changeBetween(before: Picture, now: Picture): WireChange {
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  return {
    generation: now.generation,
    spaces: [...now.spaces.values()].filter((space) => differs(space, before.spaces.get(space.id))),
    goneSpaces: [...before.spaces.keys()].filter((id) => !now.spaces.has(id)),
    tasks: [...now.tasks.values()].filter((task) => differs(task, before.tasks.get(task.id))),
    goneTasks: [...before.tasks.values()].filter(({ id }) => !now.tasks.has(id)),
  };
}
