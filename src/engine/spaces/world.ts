/**
 * Every process that can be seen, each with its namespace and the space it is a member of; kept up by whole
 * surveys or by single looks. What the tasks say together (which namespaces and containers there are) is worked
 * out anew only when a namespace or a container comes or goes, so that one task more or less costs the same
 * however many there are.
 */
import { host, namespaceSpace, type Pid, type SpaceId } from "../../model/pid.ts";
import type { Glance, Kernel } from "../kernel/kernel.ts";
import type { ContainerKey } from "../runtimes/runtime.ts";
import { containerWord, type ContainerHome } from "./containers.ts";
import { Differences } from "./difference.ts";
import { Doors } from "./doors.ts";
import type { Entry } from "./entry.ts";
import { FactsOfNamespaces } from "./namespaceFacts.ts";
import type { Namespace } from "./namespace.ts";
import { Families } from "./families.ts";
import { buildStructure, type Structure } from "./structure.ts";
import { Tally } from "./tally.ts";

export class World {
  readonly doors: Doors;
  readonly differences = new Differences();
  readonly #facts: FactsOfNamespaces;
  readonly #entries = new Map<number, Entry>();
  readonly #tally = new Tally();
  readonly #families = new Families();
  #structure: Structure | undefined;
  #last: Structure | undefined;
  #hasUnreadable = false;
  #root: string | undefined;

  constructor(
    private readonly kernel: Kernel,
    readonly containerOf: (cgroup: string) => ContainerKey | undefined,
  ) {
    this.doors = new Doors(kernel);
    this.#facts = new FactsOfNamespaces(kernel, this.doors);
  }

  /** Looks at everything again. */
  survey(): void {
    const isFirst = this.#entries.size === 0;
    const seen = new Set<number>();
    for (const glance of this.kernel.survey()) {
      if (!isFirst) seen.add(glance.pid.nr);
      const isSettled = this.#entries.get(glance.pid.nr)?.glance.id === glance.id;
      this.put(glance).isSettled = isSettled;
    }
    if (this.#structure && this.#structure.unplaced.size > 0) this.#structure = undefined;
    if (isFirst) return;
    for (const nr of this.#entries.keys()) if (!seen.has(nr)) this.#drop(nr);
  }

  /** One task as it looks now: new, changed, or another under the same number. */
  put(glance: Glance): Entry {
    const before = this.#entries.get(glance.pid.nr);
    if (before?.glance.id === glance.id) {
      const isMoved = movedBetween(before.glance, glance);
      const isAdopted = before.glance.parent?.nr !== glance.parent?.nr;
      if (isMoved || isAdopted || before.glance.name !== glance.name) this.touch(before);
      if (isMoved) this.#count(before, -1);
      if (isAdopted) {
        this.#families.leave(before.glance);
        this.#families.enter(glance);
      }
      before.glance = glance;
      if (isMoved) {
        this.#enter(before);
        this.#structure = undefined; // whose its container or namespace is may be another's answer now
      }
      return before;
    }
    if (before) this.#drop(glance.pid.nr);
    // all at once: a property put in afterwards costs forty bytes a task
    const entry: Entry = { glance, space: undefined, member: host, isSettled: false, numbers: undefined };
    this.#entries.set(glance.pid.nr, entry);
    this.#families.enter(glance);
    this.#enter(entry);
    this.touch(entry);
    return entry;
  }

  /** Something about a task is not as before. */
  touch(entry: Entry): void {
    this.differences.touch(entry);
  }

  drop(pid: Pid): Entry | undefined {
    return this.#drop(pid.nr);
  }

  get(pid: Pid): Entry | undefined {
    return this.#entries.get(pid.nr);
  }

  entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  /** Whether somebody on the map is its child, as far as is known. */
  isParent(nr: number): boolean {
    return this.#families.isParent(nr);
  }

  /** As far as is known. */
  *childrenOf(parents: ReadonlySet<number>): Iterable<Pid> {
    for (const { glance } of this.#entries.values()) {
      if (glance.parent && parents.has(glance.parent.nr)) yield glance.pid;
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The most particular space that a task of this namespace is in: its container, where that has no numbers of its own. */
  memberOf(glance: Glance, space: SpaceId | undefined): SpaceId {
    return memberIn(this.structure().homes, space, this.containerOf(glance.cgroup));
  }

  /** How many processes are members of a space. */
  membersOf(space: SpaceId): number {
    return this.#tally.membersOf(space);
  }

  /** Spaces whose members were counted anew since the last time. */
  takeCounted(): ReadonlySet<SpaceId> {
    return this.#tally.takeCounted();
  }

  /** Whether some task's namespace is known, if at all, only by its ancestry. */
  get hasUnreadable(): boolean {
    return this.#hasUnreadable;
  }

  /** Whether the structure must be worked out anew. */
  get isUnsettled(): boolean {
    return this.#structure === undefined;
  }

  /** The namespaces and containers that the tasks make together. */
  structure(): Structure {
    this.#structure ??= this.#build();
    return this.#structure;
  }

  close(): void {
    this.doors.close();
  }

  #drop(nr: number): Entry | undefined {
    const entry = this.#entries.get(nr);
    if (!entry) return undefined;
    this.#entries.delete(nr);
    this.#families.leave(entry.glance);
    this.#count(entry, -1);
    this.differences.drop(entry, this.#last);
    if (this.#isFirst(entry)) this.#structure = undefined;
    return entry;
  }

  /** Whether its namespace or container is known by it. */
  #isFirst({ glance, space }: Entry): boolean {
    if (!this.#structure) return false;
    const { namespaces, homes } = this.#structure;
    const key = this.containerOf(glance.cgroup);
    const firsts = [space && namespaces.get(space)?.first, key && homes.get(containerWord(key))?.first];
    return firsts.some((first) => first?.id === glance.id);
  }

  #enter(entry: Entry): void {
    if (isUnreadable(entry.glance)) this.#hasUnreadable = true;
    entry.space = this.spaceOf(entry.glance);
    this.#count(entry, 1);
  }

  /** Counted only while there is a structure: whoever builds one counts all. */
  #count(entry: Entry, by: 1 | -1): void {
    if (!this.#structure) return;
    const key = this.containerOf(entry.glance.cgroup);
    const now = this.#tally.countGroup(entry.space, key, by);
    if (entry.space === undefined || now === 0 || (now === 1 && by === 1)) this.#structure = undefined;
    const structure: Structure | undefined = this.#structure;
    if (!structure) return;
    if (by === 1) this.#enterMember(entry, memberIn(structure.homes, entry.space, key));
    this.#tally.countMember(entry.member, by);
  }

  #enterMember(entry: Entry, member: SpaceId): void {
    if (member !== entry.member) this.touch(entry);
    entry.member = member;
  }

  /** Its namespace as far as one task alone tells; the rest is for the structure. */
  spaceOf(glance: Glance): SpaceId | undefined {
    if (glance.namespace !== undefined) {
      return this.#isRoot(glance.namespace, glance) ? host : namespaceSpace(glance.namespace);
    }
    if (glance.numbers.length === 1) return host;
    const parent = glance.parent && this.#entries.get(glance.parent.nr);
    if (parent?.space === undefined || parent.glance.startTicks > glance.startTicks) return undefined;
    const namespace: Namespace | undefined = this.#structure?.namespaces.get(parent.space);
    return namespace?.depth === glance.numbers.length - 1 ? parent.space : undefined;
  }

  /** Where the root's link is not known beforehand, its first member that can be read tells: it has one number. */
  #isRoot(link: string, member: Glance): boolean {
    this.#root ??= this.kernel.host().rootNamespace;
    if (this.#root === undefined && this.kernel.readNumbers(member.pid).length === 1) this.#root = link;
    return link === this.#root;
  }

  #build(): Structure {
    for (const entry of this.#entries.values()) entry.space = this.#spaceAfresh(entry);
    const structure = buildStructure({
      tasks: this.#entries,
      root: this.#root,
      isComplete: this.kernel.host().hides === undefined,
      facts: this.#facts,
      doors: this.doors,
      containerOf: this.containerOf,
    });
    this.#tally.clear();
    this.#structure = structure;
    this.#last = structure;
    this.#countAll(structure);
    return structure;
  }

  /** Tasks that follow one another are mostly of one namespace and one container: those are counted together. */
  #countAll({ homes }: Structure): void {
    let run: { readonly space: SpaceId | undefined; readonly cgroup: string; readonly member: SpaceId } | undefined;
    let length = 0;
    const end = (): void => {
      if (!run) return;
      this.#tally.countGroup(run.space, this.containerOf(run.cgroup), length);
      this.#tally.countMember(run.member, length);
    };
    for (const entry of this.#entries.values()) {
      const { space, glance } = entry;
      if (run?.space !== space || run?.cgroup !== glance.cgroup) {
        end();
        run = { space, cgroup: glance.cgroup, member: memberIn(homes, space, this.containerOf(glance.cgroup)) };
        length = 0;
      }
      length += 1;
      this.#enterMember(entry, run.member);
    }
    end();
  }

  /** What was inferred is inferred again from what is known now. */
  #spaceAfresh(entry: Entry): SpaceId | undefined {
    return isUnreadable(entry.glance) ? undefined : entry.space;
  }
}

const isUnreadable = ({ namespace, numbers }: Glance): boolean => namespace === undefined && numbers.length !== 1;

/** A task's namespace never changes; its control group may, and what we may read of it. */
function movedBetween(before: Glance, after: Glance): boolean {
  return before.cgroup !== after.cgroup || before.namespace !== after.namespace;
}

function memberIn(
  homes: ReadonlyMap<string, ContainerHome>,
  space: SpaceId | undefined,
  key: ContainerKey | undefined,
): SpaceId {
  const home = key && homes.get(containerWord(key));
  const isHome = home && (home.isUntold ? space === undefined : home.numbering === space);
  return isHome ? home.space : (space ?? host);
}
