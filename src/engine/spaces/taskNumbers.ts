/**
 * Which numbers one task has, and in which namespace it is: by ioctl where there is a door (the kernel's own word), else
 * as /proc shows them (`NSpid`).
 */
import { host, type Pid, type SpaceId } from "../../model/pid.ts";
import type { Door, Glance, Kernel } from "../kernel/kernel.ts";
import { chainTo } from "./namespace.ts";
import type { World } from "./world.ts";

export class TaskNumbers {
  constructor(
    private readonly kernel: Kernel,
    private readonly world: World,
  ) {}

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
}
