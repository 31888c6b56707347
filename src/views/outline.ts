/**
 * The order of rows: who is under whom, for one picture and one sight. Pure. Rows are told apart by
 * identity, never by a number, so that a row stays the same row whatever the numbers do.
 */
import type { Picture } from "../client/picture.ts";
import type { Group } from "../model/space.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { matches } from "./filter.ts";
import { isIdleShell, isKernelThread } from "./kinds.ts";
import type { Sight, SortKey } from "./sight.ts";

/** What a row is about. */
export type Thing =
  | { readonly is: "space"; readonly space: WireSpace }
  | { readonly is: "group"; readonly group: Group; readonly under: WireSpace; readonly spaces: readonly WireSpace[] }
  /** A service of a Compose project that has more than one container. */
  | { readonly is: "service"; readonly name: string; readonly above: string; readonly spaces: readonly WireSpace[] }
  | { readonly is: "task"; readonly task: WireTask };

export const spaceRow = (space: WireSpace): string => `space ${space.identity}`;
export const taskRow = (task: WireTask): string => `task ${task.id}`;
const serviceRow = (group: string, service: string): string => group.replace(/^group/, "service") + ` ${service}`;
const groupRow = (under: WireSpace, group: Group): string => `group ${under.identity} ${group.kind} ${group.name}`;

export class Outline {
  readonly #things = new Map<string, Thing>();
  readonly #shown: ReadonlySet<string> | undefined;
  readonly #shownSpaces = new Set<string>();
  #sorted: readonly WireTask[] | undefined;

  constructor(
    readonly picture: Picture,
    readonly sight: Sight,
    /** Tasks, by identity, that a session of ours is attached to. */
    readonly attached: ReadonlySet<string> = new Set(),
  ) {
    for (const space of picture.spaces.values()) this.#things.set(spaceRow(space), { is: "space", space });
    this.#shown = sight.filter.trim() === "" ? undefined : this.#matching();
  }

  /** How many rows of tasks a filter leaves, with those above them; absent without a filter. */
  get found(): number | undefined {
    return this.#shown?.size;
  }

  /** Whether no row is in sight. */
  get isEmpty(): boolean {
    if (this.sight.flat === undefined) return this.roots().length === 0;
    for (const task of this.picture.tasks.values()) if (this.sees(task)) return false;
    return true;
  }

  /** Ids of the rows at the top. */
  roots(): readonly string[] {
    if (this.picture.spaces.size === 0) return [];
    if (this.sight.flat !== undefined) return this.#flat().map(taskRow);
    const observer = this.#observer();
    return (observer ? [observer] : this.picture.outermost()).filter((space) => this.#seesSpace(space)).map(spaceRow);
  }

  children(row: string): readonly string[] {
    const thing = this.at(row);
    if (!thing || this.sight.flat !== undefined) return [];
    if (thing.is === "task")
      return byNumber(this.picture, this.picture.children(thing.task).filter(this.sees)).map(taskRow);
    if (thing.is === "group") return this.#inGroup(row, thing.spaces);
    if (thing.is === "service") return thing.spaces.map(spaceRow);
    const tops = byNumber(this.picture, this.picture.members(thing.space.id).filter(this.#isTop));
    return [...this.#inside(thing.space), ...tops.map(taskRow)];
  }

  /** The row that a row is under; absent at the top. */
  parent(row: string): string | undefined {
    const thing = this.at(row);
    if (!thing || this.sight.flat !== undefined) return undefined;
    if (thing.is === "group") return spaceRow(thing.under);
    if (thing.is === "service") return thing.above;
    if (thing.is === "space") return this.#parentOfSpace(thing.space);
    const parent = this.picture.parentOf(thing.task);
    if (parent && this.sees(parent)) return taskRow(parent);
    const space = this.picture.spaces.get(thing.task.member);
    return space && spaceRow(space);
  }

  /** What a row is about now; absent when that is gone. */
  at(row: string): Thing | undefined {
    const task = row.startsWith("task ") ? this.picture.tasks.get(row.slice(5)) : undefined;
    if (task) return { is: "task", task };
    const thing = this.#things.get(row);
    if (thing || !/^(group|service) /.test(row)) return thing;
    for (const space of this.picture.spaces.values()) this.#inside(space); // groups come to be when looked for
    return this.#things.get(row);
  }

  /** Whether a task is in sight. */
  readonly sees = (task: WireTask): boolean => {
    if (!this.sight.kernelThreads && isKernelThread(task)) return false;
    if (!this.sight.idleShells && isIdleShell(this.picture, task)) return false;
    if (this.#shown && !this.#shown.has(task.id)) return false;
    return this.picture.numberIn(task, this.#eyes()) !== undefined;
  };

  /** In sight, and not under a task that is. */
  readonly #isTop = (task: WireTask): boolean => {
    const parent = this.picture.parentOf(task);
    return this.sees(task) && !(parent && this.sees(parent));
  };

  /** How many tasks of a space, and of those inside it, are in sight. */
  population(space: WireSpace): number {
    const own = this.picture.members(space.id).filter(this.sees).length;
    return this.picture.within(space.id).reduce((sum, inner) => sum + this.population(inner), own);
  }

  #eyes(): string {
    return this.picture.spaces.has(this.sight.seenFrom) ? this.sight.seenFrom : "host";
  }

  /** The space at the top when one is looked from: the one whose numbers it uses. */
  #observer(): WireSpace | undefined {
    const eyes = this.picture.spaces.get(this.#eyes());
    if (!eyes || eyes.id === "host") return undefined;
    return this.picture.spaces.get(eyes.numbering) ?? eyes;
  }

  #seesSpace(space: WireSpace): boolean {
    return this.#shown === undefined || this.#shownSpaces.has(space.id);
  }

  #inside(space: WireSpace): string[] {
    const groups = new Map<string, WireSpace[]>();
    const rows: [name: string, row: string][] = [];
    for (const inner of this.picture.within(space.id)) {
      if (!this.#seesSpace(inner)) continue;
      const row = inner.group ? groupRow(space, inner.group) : spaceRow(inner);
      const others = groups.get(row);
      if (others) others.push(inner);
      else {
        if (inner.group) groups.set(row, [inner]);
        rows.push([inner.group?.name ?? inner.name, row]);
      }
    }
    for (const [row, spaces] of groups) this.#group(row, space, spaces);
    return rows.sort(([a], [b]) => byName(a, b)).map(([, row]) => row);
  }

  #group(row: string, under: WireSpace, spaces: WireSpace[]): void {
    const group = spaces[0]?.group;
    if (!group) return;
    spaces.sort((a, b) => a.name.localeCompare(b.name));
    this.#things.set(row, { is: "group", group, under, spaces });
    for (const [name, several] of severalIn(spaces)) {
      this.#things.set(serviceRow(row, name), { is: "service", name, above: row, spaces: several });
    }
  }

  /** A project's containers; those of a service that has more than one, below their service. */
  #inGroup(row: string, spaces: readonly WireSpace[]): readonly string[] {
    const several = severalIn(spaces);
    return [...new Set(spaces.map((space) => serviceAbove(row, space, several) ?? spaceRow(space)))];
  }

  #parentOfSpace(space: WireSpace): string | undefined {
    if (space.id === this.#observer()?.id) return undefined;
    const parent = space.parent === undefined ? undefined : this.picture.spaces.get(space.parent);
    if (!parent) return undefined;
    if (!space.group) return spaceRow(parent);
    const row = groupRow(parent, space.group);
    const group = this.at(row);
    return (group?.is === "group" ? serviceAbove(row, space, severalIn(group.spaces)) : undefined) ?? row;
  }

  /** Tasks that match, with the tasks and spaces above them. */
  #matching(): Set<string> {
    const shown = new Set<string>();
    for (const task of this.picture.tasks.values()) {
      if (!matches(this.picture, task, this.sight.filter)) continue;
      for (let at: WireTask | undefined = task; at && !shown.has(at.id); at = this.picture.parentOf(at)) {
        shown.add(at.id);
        if (this.sight.flat !== undefined) break;
      }
      for (let at = this.picture.spaces.get(task.member); at && !this.#shownSpaces.has(at.id);) {
        this.#shownSpaces.add(at.id);
        at = at.parent === undefined ? undefined : this.picture.spaces.get(at.parent);
      }
    }
    return shown;
  }

  #flat(): readonly WireTask[] {
    this.#sorted ??= sortTasks(
      this.picture,
      [...this.picture.tasks.values()].filter(this.sees),
      this.sight.flat ?? "number",
    );
    return this.#sorted;
  }
}

/** The services that have more than one container, each with them. */
function severalIn(spaces: readonly WireSpace[]): ReadonlyMap<string, readonly WireSpace[]> {
  const services = new Map<string, WireSpace[]>();
  for (const space of spaces) {
    const service = space.group?.service;
    if (service !== undefined) services.set(service, [...(services.get(service) ?? []), space]);
  }
  return new Map([...services].filter(([, members]) => members.length > 1));
}

/** The row of the service that a container of the group `row` is below; absent where it is the only one. */
function serviceAbove(row: string, space: WireSpace, several: ReadonlyMap<string, unknown>): string | undefined {
  const service = space.group?.service;
  return service !== undefined && several.has(service) ? serviceRow(row, service) : undefined;
}

/** By name; spaces that nobody gave one come last, for they are seldom looked for, and come and go most. */
export function byName(a: string, b: string): number {
  return Number(a.startsWith("pid:[")) - Number(b.startsWith("pid:[")) || a.localeCompare(b);
}

function byNumber(picture: Picture, tasks: readonly WireTask[]): readonly WireTask[] {
  return tasks.toSorted((a, b) => picture.ownNumber(a) - picture.ownNumber(b));
}

/** In the order asked for; ties by number in space 0. */
export function sortTasks(picture: Picture, tasks: readonly WireTask[], by: SortKey): WireTask[] {
  const spaceName = (task: WireTask): string => picture.spaces.get(task.member)?.name ?? "";
  const orders: Record<SortKey, (a: WireTask, b: WireTask) => number> = {
    number: (a, b) => a.host.nr - b.host.nr,
    name: (a, b) => a.name.localeCompare(b.name),
    space: (a, b) => spaceName(a).localeCompare(spaceName(b)) || picture.ownNumber(a) - picture.ownNumber(b),
    age: (a, b) => a.start.localeCompare(b.start),
  };
  return tasks.toSorted((a, b) => orders[by](a, b) || a.host.nr - b.host.nr);
}
