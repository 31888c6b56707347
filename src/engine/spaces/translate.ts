/**
 * From a number in a namespace to the task and back. By ioctl where there is a door (the kernel's own word); else
 * by the numbers that /proc shows of each task (`NSpid`), which needs the task's namespace to be known.
 *
 * Every task given was looked at twice: read, verify, only then return (law 2).
 */
import { host, pidIn, type Pid, type SpaceId } from "../../model/pid.ts";
import type { Provenance } from "../../model/space.ts";
import type { Door, Glance, Kernel } from "../kernel/kernel.ts";
import { KnownTasks, type Located } from "./knownTasks.ts";
import type { ContainerHome } from "./containers.ts";
import { chainTo, encloses, type Namespace } from "./namespace.ts";
import { cannotTell, hiddenFromUs, type NumberThere, type Translation } from "./translation.ts";
import type { World } from "./world.ts";

/** How often a lookup is begun again because the number changed hands meanwhile. */
const attempts = 20;

const absent: Translation = { is: "absent", sure: false };

export class Translator {
  readonly #known = new KnownTasks();

  constructor(
    private readonly kernel: Kernel,
    private readonly world: World,
  ) {}

  /** Which task has number `nr` in a namespace. */
  toTask(space: SpaceId, nr: number): Translation {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = this.#look(space, nr);
      if (found !== "changed") return found;
    }
    return { is: "hidden", why: "the number changes hands faster than it can be looked up" };
  }

  /** The number in a namespace of a task of `host`; the caller proves that it is still the same task. */
  fromTask(glance: Glance, space: SpaceId): NumberThere {
    if (space === host) return { is: "number", pid: glance.pid, provenance: "kernel" };
    const door = this.doorTo(space);
    if (door) return numberThere(space, door.fromHost(glance.pid), "kernel");
    const namespace = this.world.structure().namespaces.get(space);
    const numbers = this.numbersOf(glance);
    if (numbers.length === 0) return { is: "gone" };
    if (!namespace) return this.#amongMembers(glance, numbers, space);
    const inside = this.#isInside(glance, numbers, namespace);
    if (inside === "no") return { is: "notThere" };
    if (inside === "maybe") return { is: "unknown", why: cannotTell, denied: true };
    const provenance = glance.namespace === undefined ? "inferred" : namespace.provenance;
    return numberThere(space, numbers[namespace.depth] ?? "absent", provenance);
  }

  /**
   * Whom a number names in one space, and its number as seen from another: by ioctl and an open hold alone, without
   * reading anything of the task. Absent where nobody has the number, it has none there, or there is no door: ask for
   * the task then.
   */
  locate(pid: Pid, to: SpaceId): Located | undefined {
    this.#known.keepOnlyFor(this.world.structure());
    return this.#known.find(pid, to) ?? this.#locateAfresh(pid, to);
  }

  /** Lets go of the tasks that it knows. */
  close(): void {
    this.#known.close();
  }

  /** The hold is open while its numbers are asked, and asked itself at the end. */
  #locateAfresh(pid: Pid, to: SpaceId): Located | undefined {
    const from = this.#wayTo(pid.space);
    const into = to === pid.space ? from : this.#wayTo(to);
    const task = from === "none" ? pid : from?.toHost(pid.nr);
    if (!from || !into || task === undefined || task === "absent") return undefined;
    const hold = this.kernel.hold(task);
    if (typeof hold === "string") return undefined;
    const isItself = from === "none" || from.fromHost(task) === pid.nr;
    const nr = into === "none" ? task.nr : into === from ? pid.nr : into.fromHost(task);
    const there = nr === "absent" ? undefined : pidIn(to, nr);
    if (!there || !isItself || !hold.alive()) {
      hold.release();
      return undefined;
    }
    const located: Located = { id: hold.id, task, pid: there };
    this.#known.keep(pid, hold, located);
    return located;
  }

  /** "none": `host`, whose numbers need no door. */
  #wayTo(space: SpaceId): Door | "none" | undefined {
    return space === host ? "none" : this.doorTo(space);
  }

  /** Its numbers, outermost first; empty when it is gone. */
  numbersOf(glance: Glance): readonly number[] {
    if (glance.numbers.length > 0) return glance.numbers;
    const entry = this.world.get(glance.pid);
    if (entry?.glance.id !== glance.id) return this.#readNumbers(glance.pid);
    if (entry.numbers) return entry.numbers;
    const numbers = this.#askNumbers(glance, entry.space) ?? this.#readNumbers(glance.pid);
    if (numbers.length > 0 && this.kernel.identify(glance.pid) === glance.id) entry.numbers = numbers;
    return numbers;
  }

  #readNumbers(pid: Pid): readonly number[] {
    const numbers = this.kernel.readNumbers(pid);
    return typeof numbers === "string" ? [] : numbers;
  }

  /** By ioctl, where there is a door to each namespace that encloses it. */
  #askNumbers({ pid }: Glance, space: SpaceId | undefined): readonly number[] | undefined {
    if (space === undefined) return undefined;
    const { namespaces } = this.world.structure();
    // `map` makes a list of just the right size; there is one for each task
    const numbers = chainTo(namespaces, space).map((one, depth) =>
      one.depth === depth ? this.#askNumber(pid, one.space) : 0,
    );
    return numbers.length > 0 && !numbers.includes(0) ? numbers : undefined;
  }

  /** 0: there is no door, or it has none there. */
  #askNumber(pid: Pid, space: SpaceId): number {
    if (space === host) return pid.nr;
    const nr = this.doorTo(space)?.fromHost(pid) ?? "absent";
    return nr === "absent" ? 0 : nr;
  }

  /** The namespace of a task or thread; absent where it could not be found out. */
  spaceOf(glance: Glance): SpaceId | undefined {
    const entry = this.world.get(glance.pid);
    if (entry?.glance.id === glance.id) return entry.space;
    const process = this.kernel.readProcess(glance.pid);
    if (typeof process === "string" || process.nr === glance.pid.nr) return this.world.spaceOf(glance);
    const own = this.world.get(process);
    return this.kernel.identify(process) === own?.glance.id ? own.space : this.world.spaceOf(glance);
  }

  /** The way into a namespace by ioctl; absent where there is none for us, or it is `host`. */
  doorTo(space: SpaceId): Door | undefined {
    const namespace = this.world.structure().namespaces.get(space);
    if (namespace?.link === undefined || space === host) return undefined;
    const kept = this.world.doors.kept(namespace.link);
    if (kept || !this.kernel.translates) return kept;
    if (namespace.first) {
      const door = this.world.doors.of(namespace.link, namespace.first);
      if (door) return door;
    }
    for (const { glance } of this.world.entries()) {
      if (glance.namespace !== namespace.link) continue;
      const door = this.world.doors.of(namespace.link, glance);
      if (door) return door;
    }
    return undefined;
  }

  #look(space: SpaceId, nr: number): Translation | "changed" {
    if (space === host) return this.#lookInHost(nr);
    const door = this.doorTo(space);
    if (!door) return this.#lookByCensus(space, nr);
    return this.#lookAtKnown(space, nr) ?? this.#lookThrough(door, nr);
  }

  /** The look proves itself; the task kept its number if it is the one that had it before. */
  #lookAtKnown(space: SpaceId, nr: number): Translation | undefined {
    const pid = pidIn(space, nr);
    const located = pid && this.locate(pid, host);
    const glance = located && this.kernel.glance(located.task);
    return typeof glance === "object" && glance.id === located?.id
      ? { is: "found", glance, provenance: "kernel" }
      : undefined;
  }

  #lookInHost(nr: number): Translation | "changed" {
    const pid = pidIn(host, nr);
    const glance = pid ? this.kernel.glance(pid) : "absent";
    if (glance === "denied") return hiddenFromUs;
    if (glance === "absent") return this.#isHiding() ? hiddenFromUs : { is: "absent", sure: true };
    return this.#proved(glance, "kernel");
  }

  #lookThrough(door: Door, nr: number): Translation | "changed" {
    const pid = door.toHost(nr);
    if (pid === "absent") return { is: "absent", sure: door.toHost(1) !== "absent" };
    const glance = this.kernel.glance(pid);
    if (glance === "denied") return hiddenFromUs;
    if (glance === "absent" || door.fromHost(pid) !== nr) return "changed";
    return this.#proved(glance, "kernel");
  }

  /** The second look. */
  #proved(glance: Glance, provenance: Provenance): Translation | "changed" {
    return this.kernel.identify(glance.pid) === glance.id ? { is: "found", glance, provenance } : "changed";
  }

  #lookByCensus(space: SpaceId, nr: number): Translation | "changed" {
    const namespace = this.world.structure().namespaces.get(space);
    if (!namespace) return this.#lookAmongMembers(space, nr);
    const holders = this.#holdersOf(namespace, nr);
    const [sure] = holders.sure;
    if (sure) {
      const again = this.kernel.readNumbers(sure.pid);
      if (typeof again === "string" || again[namespace.depth] !== nr) return "changed";
      return this.#proved(sure, sure.namespace === undefined ? "inferred" : namespace.provenance);
    }
    if (holders.maybe.length > 1) return { is: "ambiguous", candidates: holders.maybe.map(({ pid }) => pid) };
    if (holders.maybe.length === 1) return { is: "hidden", why: cannotTell, denied: true };
    return this.#isHiding() ? hiddenFromUs : absent;
  }

  /** The container that is known by its control group alone, if the space is one. */
  #untold(space: SpaceId): ContainerHome | undefined {
    for (const home of this.world.structure().homes.values()) if (home.isUntold && home.space === space) return home;
    return undefined;
  }

  /** Its members use one numbering, whichever that is; who has a number and is no member cannot be told. */
  #lookAmongMembers(space: SpaceId, nr: number): Translation | "changed" {
    const home = this.#untold(space);
    if (!home) return absent;
    for (const { glance, member } of this.world.entries()) {
      if (member !== space || this.#amongMembers(glance, glance.numbers, space, home).is !== "number") continue;
      if (glance.numbers.at(-1) !== nr) continue;
      const again = this.kernel.readNumbers(glance.pid);
      return typeof again === "string" || again.at(-1) !== nr ? "changed" : this.#proved(glance, "inferred");
    }
    return { is: "hidden", why: cannotTell, denied: true };
  }

  #amongMembers(glance: Glance, numbers: readonly number[], space: SpaceId, home = this.#untold(space)): NumberThere {
    if (!home) return { is: "unknown", why: "nothing is known of that space any more" };
    const isMember = this.world.get(glance.pid)?.member === space && numbers.length === home.first.numbers.length;
    if (!isMember) return { is: "unknown", why: cannotTell, denied: true };
    return numberThere(space, numbers.at(-1) ?? "absent", "inferred");
  }

  /** Processes first, then threads. */
  #holdersOf(namespace: Namespace, nr: number): Holders {
    const processes: Holders = { sure: [], maybe: [] };
    const maybeInside: Glance[] = [];
    for (const { glance } of this.world.entries()) {
      const numbers = this.#numbersIfInside(glance, namespace);
      if (numbers.length === 0) continue;
      maybeInside.push(glance);
      if (numbers[namespace.depth] === nr) this.#sort(glance, numbers, namespace, processes);
    }
    return processes.sure.length > 0 ? processes : this.#threadHolders(maybeInside, namespace, nr, processes);
  }

  #threadHolders(processes: readonly Glance[], namespace: Namespace, nr: number, holders: Holders): Holders {
    for (const leader of processes) {
      for (const thread of this.kernel.listThreads(leader.pid)) {
        if (thread.nr === leader.pid.nr) continue;
        const numbers = this.kernel.readNumbers(thread);
        if (typeof numbers === "string" || numbers[namespace.depth] !== nr) continue;
        const glance = this.kernel.glance(thread);
        if (typeof glance !== "string") this.#sort(glance, numbers, namespace, holders);
      }
    }
    return holders;
  }

  #numbersIfInside(glance: Glance, namespace: Namespace): readonly number[] {
    const { namespaces } = this.world.structure();
    const own = this.world.get(glance.pid)?.space;
    if (own !== undefined && encloses(namespaces, namespace.space, own) === "no") return [];
    const numbers = this.numbersOf(glance);
    return numbers.length > namespace.depth ? numbers : [];
  }

  #sort(glance: Glance, numbers: readonly number[], namespace: Namespace, into: Holders): void {
    const inside = this.#isInside(glance, numbers, namespace);
    if (inside !== "no") into[inside === "yes" ? "sure" : "maybe"].push(glance);
  }

  #isInside(glance: Glance, numbers: readonly number[], namespace: Namespace): "yes" | "no" | "maybe" {
    const { namespaces, unplaced } = this.world.structure();
    if (numbers.length <= namespace.depth) return "no";
    const own = this.spaceOf(glance);
    if (own !== undefined) return encloses(namespaces, namespace.space, own);
    const candidates = unplaced.get(glance.pid.nr);
    if (!candidates) return "maybe";
    const answers = new Set(candidates.map((one) => encloses(namespaces, namespace.space, one)));
    const [only] = answers;
    return answers.size === 1 && only === "no" ? "no" : "maybe";
  }

  #isHiding(): boolean {
    return this.kernel.host().hides !== undefined;
  }
}

interface Holders {
  readonly sure: Glance[];
  readonly maybe: Glance[];
}

function numberThere(space: SpaceId, nr: number | "absent", provenance: Provenance): NumberThere {
  const pid = nr === "absent" ? undefined : pidIn(space, nr);
  return pid ? { is: "number", pid, provenance } : { is: "notThere" };
}
