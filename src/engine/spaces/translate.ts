/**
 * From a number in a namespace to the task and back: by ioctl where there is a door (the kernel's own word), else by
 * the numbers that /proc shows.
 *
 * Every task given was looked at twice: read, verify, only then return (law 2).
 */
import { host, pidIn, type Pid, type SpaceId } from "../../model/pid.ts";
import type { Door, Glance, Kernel } from "../kernel/kernel.ts";
import { ByNumbers } from "./byNumbers.ts";
import { KnownTasks, type Located } from "./knownTasks.ts";
import type { TaskNumbers } from "./taskNumbers.ts";
import { hiddenFromUs, numberThere, proved, type NumberThere, type Translation } from "./translation.ts";
import type { World } from "./world.ts";

/** How often a lookup is begun again because the number changed hands meanwhile. */
const attempts = 20;

export class Translator {
  readonly #known = new KnownTasks();
  readonly #byNumbers: ByNumbers;

  constructor(
    private readonly kernel: Kernel,
    private readonly world: World,
    private readonly numbers: TaskNumbers,
  ) {
    this.#byNumbers = new ByNumbers(kernel, world, numbers);
  }

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
    const door = this.numbers.doorTo(space);
    if (door) return numberThere(space, door.fromHost(glance.pid), "kernel");
    return this.#byNumbers.numberIn(space, glance);
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
    return space === host ? "none" : this.numbers.doorTo(space);
  }

  #look(space: SpaceId, nr: number): Translation | "changed" {
    if (space === host) return this.#lookInHost(nr);
    const door = this.numbers.doorTo(space);
    if (!door) return this.#byNumbers.lookAt(space, nr);
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
    if (glance === "absent")
      return this.kernel.host().hides !== undefined ? hiddenFromUs : { is: "absent", sure: true };
    return proved(this.kernel, glance, "kernel");
  }

  #lookThrough(door: Door, nr: number): Translation | "changed" {
    const pid = door.toHost(nr);
    if (pid === "absent") return { is: "absent", sure: door.toHost(1) !== "absent" };
    const glance = this.kernel.glance(pid);
    if (glance === "denied") return hiddenFromUs;
    if (glance === "absent" || door.fromHost(pid) !== nr) return "changed";
    return proved(this.kernel, glance, "kernel");
  }
}
