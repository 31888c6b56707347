/**
 * Which PID namespace a task lies in when its link is not ours to read: from `NSpid` and ancestry. Pure.
 *
 * Only what the kernel guarantees is used. A child's namespace is its parent's or lies inside it, also after it was
 * given a new parent (find_new_reaper never leaves the dying parent's namespace), so a parent at the same depth is
 * in the same namespace; and every namespace that lives has exactly one number 1. What enters from outside
 * (setns(2), `docker exec`) has a parent further out and no such chain: it is placed by its control group where a
 * runtime started both it and just one number 1, else only its candidates are given.
 */
import { containerSpace, host, type SpaceId } from "../../model/pid.ts";
import type { Glance } from "../kernel/kernel.ts";
import { encloses, type Namespace, type Namespaces } from "./namespace.ts";

/** What placement asks of the table that holds the tasks. */
export interface Placed {
  readonly glance: Glance;
  /** Its namespace, once it is known. */
  space?: SpaceId | undefined;
  /** Whether it was there already before the last survey of everything began. */
  isSettled: boolean;
}

/** What placement may ask while it reasons. */
export interface Clues {
  /** The container that a control group belongs to, as one word. */
  readonly containerOf: (cgroup: string) => string | undefined;
  /** Whether nothing is hidden from us: then what is left after exclusion is proved. */
  readonly isComplete: boolean;
  /** A task's number in a namespace that we have a door to; absent without one. */
  readonly ask: (space: SpaceId, task: Glance) => number | "absent" | undefined;
}

export interface Placement {
  /** Namespaces found by their number 1 alone, and those of which that one's parent tells what encloses them. */
  readonly found: readonly Namespace[];
  /** Where a task may lie that could not be placed. */
  readonly candidates: ReadonlyMap<Placed, readonly SpaceId[]>;
}

/** The space of a namespace whose link is not ours to read, by the number in `host` of its first task. */
export function firstTaskSpace(first: Glance): SpaceId {
  return containerSpace("init", first.pid.nr.toString());
}

const depthOf = (glance: Glance): number => glance.numbers.length - 1;
const isFirst = (glance: Glance): boolean => glance.numbers.length > 1 && glance.numbers.at(-1) === 1;

/** Its parent, if that is still the one it had: a number taken over belongs to a younger task. */
function parentOf(tasks: ReadonlyMap<number, Placed>, glance: Glance): Placed | undefined {
  const parent = glance.parent && tasks.get(glance.parent.nr);
  return parent && parent.glance.startTicks <= glance.startTicks ? parent : undefined;
}

/**
 * Places every task without a link, sets `space` on it, and gives the rest with their candidates.
 * `known` are the namespaces whose links were read; `tasks` is by number in `host`.
 */
export function placeUnreadable(tasks: ReadonlyMap<number, Placed>, known: Namespaces, clues: Clues): Placement {
  const open = [...tasks.values()].filter(({ glance, space }) => space === undefined && depthOf(glance) > 0);
  open.sort((a, b) => depthOf(a.glance) - depthOf(b.glance));
  const all = new Map(known);
  placeParents(tasks, all);
  const found = [...placeFirst(open, tasks, all, clues), ...encloseByBirth(tasks, all)];
  settleByKin(open, tasks, all);
  const candidates = new Map<Placed, readonly SpaceId[]>();
  for (const task of open) {
    if (task.space === undefined) placeEntrant(task, { tasks, all, clues, candidates });
  }
  settleByKin(open, tasks, all); // children of what entered
  if (clues.isComplete) placeByExclusion(tasks, candidates);
  settleByKin(open, tasks, all);
  for (const task of candidates.keys()) if (task.space !== undefined) candidates.delete(task);
  return { found, candidates };
}

/**
 * A namespace where another task has the number is not the task's own, for both lived when the last survey began.
 * Where a single one is left, that is it: its number 1 is older than the task, so the survey has seen it.
 */
function placeByExclusion(tasks: ReadonlyMap<number, Placed>, candidates: Map<Placed, readonly SpaceId[]>): void {
  const taken = new Set<string>();
  const keyOf = (space: SpaceId, { numbers }: Glance): string => `${space} ${(numbers.at(-1) ?? 0).toString()}`;
  for (const { glance, space, isSettled } of tasks.values()) {
    if (space !== undefined && isSettled && glance.numbers.length > 1) taken.add(keyOf(space, glance));
  }
  for (const [task, spaces] of candidates) {
    if (!task.isSettled || task.space !== undefined || task.glance.state === "Z") continue;
    const left = spaces.filter((space) => !taken.has(keyOf(space, task.glance)));
    candidates.set(task, left);
    if (left.length === 1) task.space = left[0];
  }
}

/** What can be read says where its parents are. */
function placeParents(tasks: ReadonlyMap<number, Placed>, all: Namespaces): void {
  for (const child of tasks.values()) {
    let at: Placed = child;
    while (at.space !== undefined) {
      const parent = parentOf(tasks, at.glance);
      if (!parent || parent.space !== undefined) break;
      if (depthOf(parent.glance) !== all.get(at.space)?.depth) break;
      parent.space = at.space;
      at = parent;
    }
  }
}

/** Every number 1 is a namespace; outermost first, so that what encloses it is known. */
function placeFirst(
  open: readonly Placed[],
  tasks: ReadonlyMap<number, Placed>,
  all: Map<SpaceId, Namespace>,
  clues: Clues,
): readonly Namespace[] {
  const found: Namespace[] = [];
  for (const first of open) {
    if (first.space !== undefined || !isFirst(first.glance)) continue;
    const told = askDoors(first.glance, all, clues);
    const namespace = namespaceOf(first.glance, parentOf(tasks, first.glance), all);
    first.space = told.is ?? namespace.space;
    if (told.is !== undefined) continue;
    all.set(namespace.space, namespace);
    found.push(namespace);
  }
  return found;
}

/**
 * The kernel may name by its link what encloses a namespace, where only the number 1 of that one is known to us: then
 * the parent of the inner number 1 tells which it is, for a namespace lies in that of whoever made it.
 */
function encloseByBirth(tasks: ReadonlyMap<number, Placed>, all: Map<SpaceId, Namespace>): readonly Namespace[] {
  const amended: Namespace[] = [];
  for (const one of [...all.values()].sort((a, b) => a.depth - b.depth)) {
    if (one.depth < 2 || !one.first || !one.isFirstKnown) continue;
    if (one.parent !== undefined && all.has(one.parent)) continue;
    const parent = parentOf(tasks, one.first)?.space;
    if (parent === undefined || all.get(parent)?.depth !== one.depth - 1) continue;
    amended.push({ ...one, parent, provenance: "inferred" });
    all.set(one.space, { ...one, parent, provenance: "inferred" });
  }
  return amended;
}

/** What the open doors say of a task: which namespace it is in, and in which it is not. */
function askDoors(
  task: Glance,
  all: Namespaces,
  { ask }: Clues,
): { readonly is?: SpaceId; readonly isNot: ReadonlySet<SpaceId> } {
  const isNot = new Set<SpaceId>();
  for (const one of all.values()) {
    if (one.depth !== depthOf(task)) continue;
    const number = ask(one.space, task);
    if (number === "absent") isNot.add(one.space);
    else if (number === task.numbers.at(-1)) return { is: one.space, isNot };
  }
  return { isNot };
}

/** The namespace of a parent at the same depth, which is the task's own. */
function kinOf(task: Placed, tasks: ReadonlyMap<number, Placed>, all: Namespaces): SpaceId | undefined {
  const parent = parentOf(tasks, task.glance);
  if (parent?.space === undefined) return undefined;
  return all.get(parent.space)?.depth === depthOf(task.glance) ? parent.space : undefined;
}

/** Parents before children, however the numbers lie: repeats until nothing changes, at most once per generation. */
function settleByKin(open: readonly Placed[], tasks: ReadonlyMap<number, Placed>, all: Namespaces): void {
  let waiting = open.filter(({ space }) => space === undefined);
  for (;;) {
    for (const task of waiting) task.space = kinOf(task, tasks, all);
    const left = waiting.filter(({ space }) => space === undefined);
    if (left.length === waiting.length) return;
    waiting = left;
  }
}

function namespaceOf(first: Glance, parent: Placed | undefined, all: Namespaces): Namespace {
  const depth = depthOf(first);
  const above = parent?.space === undefined ? undefined : all.get(parent.space);
  const enclosing = depth === 1 ? host : above?.depth === depth - 1 ? above.space : undefined;
  return {
    space: firstTaskSpace(first),
    depth,
    ...(enclosing === undefined ? {} : { parent: enclosing }),
    first,
    isFirstKnown: true,
    provenance: "inferred",
  };
}

interface Entering {
  readonly tasks: ReadonlyMap<number, Placed>;
  readonly all: Namespaces;
  readonly clues: Clues;
  readonly candidates: Map<Placed, readonly SpaceId[]>;
}

/** A task whose parent is further out: it entered, or its parent could not be placed either. */
function placeEntrant(task: Placed, { tasks, all, clues, candidates }: Entering): void {
  const { glance } = task;
  const parent = parentOf(tasks, glance);
  const told = askDoors(glance, all, clues);
  task.space = told.is;
  if (told.is !== undefined) return;
  const isPossible = (one: Namespace): boolean =>
    one.depth === depthOf(glance) &&
    !told.isNot.has(one.space) &&
    (parent?.space === undefined || encloses(all, parent.space, one.space) !== "no");
  const possible = [...all.values()].filter(isPossible);
  candidates.set(
    task,
    possible.map((one) => one.space),
  );
  const container = startedByRuntime(glance, parent?.glance, clues);
  if (container === undefined) return;
  const homes = possible.filter(
    ({ first }) => first && container === startedByRuntime(first, parentOf(tasks, first)?.glance, clues),
  );
  if (homes.length === 1) task.space = homes[0]?.space;
}

/** The container that a runtime put this task into from outside; absent where it was born in it. */
function startedByRuntime(glance: Glance, parent: Glance | undefined, { containerOf }: Clues): string | undefined {
  const container = containerOf(glance.cgroup);
  return !parent || containerOf(parent.cgroup) === container ? undefined : container;
}
