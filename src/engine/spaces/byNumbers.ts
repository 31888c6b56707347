/**
 * Lookups where there is no door: by the numbers that /proc shows of each task (`NSpid`), which needs the task's
 * namespace to be known. Where it is not, the answer says what cannot be told.
 */
import type { SpaceId } from "../../model/pid.ts";
import type { Glance, Kernel } from "../kernel/kernel.ts";
import type { ContainerHome } from "./containers.ts";
import { encloses, type Namespace } from "./namespace.ts";
import type { TaskNumbers } from "./taskNumbers.ts";
import { cannotTell, hiddenFromUs, numberThere, proved, type NumberThere, type Translation } from "./translation.ts";
import type { World } from "./world.ts";

const absent: Translation = { is: "absent", sure: false };

interface Holders {
  readonly sure: Glance[];
  readonly maybe: Glance[];
}

export class ByNumbers {
  constructor(
    private readonly kernel: Kernel,
    private readonly world: World,
    private readonly numbers: TaskNumbers,
  ) {}

  /** Which task has number `nr` in a namespace, or in a container that is known by its control group alone. */
  lookAt(space: SpaceId, nr: number): Translation | "changed" {
    const namespace = this.world.structure().namespaces.get(space);
    if (!namespace) return this.#lookAmongMembers(space, nr);
    const holders = this.#holdersOf(namespace, nr);
    const [sure] = holders.sure;
    if (sure) {
      const again = this.kernel.readNumbers(sure.pid);
      if (typeof again === "string" || again[namespace.depth] !== nr) return "changed";
      return proved(this.kernel, sure, sure.namespace === undefined ? "inferred" : namespace.provenance);
    }
    if (holders.maybe.length > 1) return { is: "ambiguous", candidates: holders.maybe.map(({ pid }) => pid) };
    if (holders.maybe.length === 1) return { is: "hidden", why: cannotTell, denied: true };
    return this.kernel.host().hides !== undefined ? hiddenFromUs : absent;
  }

  /** The number there of a task of `host`; the caller proves that it is still the same task. */
  numberIn(space: SpaceId, glance: Glance): NumberThere {
    const namespace = this.world.structure().namespaces.get(space);
    const numbers = this.numbers.numbersOf(glance);
    if (numbers.length === 0) return { is: "gone" };
    if (!namespace) return this.#amongMembers(glance, numbers, space);
    const inside = this.#isInside(glance, numbers, namespace);
    if (inside === "no") return { is: "notThere" };
    if (inside === "maybe") return { is: "unknown", why: cannotTell, denied: true };
    const provenance = glance.namespace === undefined ? "inferred" : namespace.provenance;
    return numberThere(space, numbers[namespace.depth] ?? "absent", provenance);
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
      return typeof again === "string" || again.at(-1) !== nr ? "changed" : proved(this.kernel, glance, "inferred");
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
    const numbers = this.numbers.numbersOf(glance);
    return numbers.length > namespace.depth ? numbers : [];
  }

  #sort(glance: Glance, numbers: readonly number[], namespace: Namespace, into: Holders): void {
    const inside = this.#isInside(glance, numbers, namespace);
    if (inside !== "no") into[inside === "yes" ? "sure" : "maybe"].push(glance);
  }

  #isInside(glance: Glance, numbers: readonly number[], namespace: Namespace): "yes" | "no" | "maybe" {
    const { namespaces, unplaced } = this.world.structure();
    if (numbers.length <= namespace.depth) return "no";
    const own = this.numbers.spaceOf(glance);
    if (own !== undefined) return encloses(namespaces, namespace.space, own);
    const candidates = unplaced.get(glance.pid.nr);
    if (!candidates) return "maybe";
    const answers = new Set(candidates.map((one) => encloses(namespaces, namespace.space, one)));
    const [only] = answers;
    return answers.size === 1 && only === "no" ? "no" : "maybe";
  }
}
