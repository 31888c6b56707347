/**
 * Words → the task they name now, proved; and its number as seen from another space. A lookup that misses in the
 * map looks at everything again before it says so.
 */
import { host, pidIn, type Pid, type SpaceId } from "../../model/pid.ts";
import { parseTuple, tupleText } from "../../model/reference.ts";
import type { Life, Unresolved } from "../../model/resolution.ts";
import type { Provenance, Space } from "../../model/space.ts";
import type { Glance, Kernel } from "../kernel/kernel.ts";
import type { Atlas } from "./atlas.ts";
import { findSpace, findSpaceByText, type FoundSpace } from "./findSpace.ts";
import { sees } from "./taskList.ts";
import type { NumberThere, Translation } from "./translation.ts";

export interface FoundTask {
  readonly is: "found";
  readonly glance: Glance;
  /** The tuple asked for. */
  readonly pid: Pid;
  /** In canonical spelling. */
  readonly tuple: string;
  readonly provenance: Provenance;
}

export interface SeenTask extends FoundTask {
  /** Its number as seen from the space asked for. */
  readonly seen: Pid;
}

/** Who held a number last, where somebody remembers. */
export type LastHolder = (space: Space, nr: number) => Life | undefined;

const hidden = { why: "its /proc is mounted with hidepid, which hides what others run", denied: true } as const;

/** How often a lookup is begun again because the task went while we answered. */
const attempts = 5;

export class Resolver {
  constructor(
    private readonly kernel: Kernel,
    private readonly atlas: Atlas,
    private readonly lastHolder: LastHolder,
  ) {}

  /** The space that words name; looks at everything again before it says that there is none. */
  async space(words: string): Promise<FoundSpace> {
    return this.#exact(words) ?? this.#findTwice(() => findSpaceByText(words, this.atlas.spaces()));
  }

  /** The task that a tuple names now. */
  async task(words: string): Promise<FoundTask | Unresolved> {
    const reference = parseTuple(words);
    if ("bad" in reference) return { is: "badWords", text: words, why: reference.bad };
    const found =
      this.#exact(reference.space.text) ??
      (await this.#findTwice(() => findSpace(reference.space, this.atlas.spaces())));
    if (found.is !== "found") return found;
    const first = this.atlas.translator.toTask(found.space.numbering, reference.nr);
    if (first.is === "found" || (first.is === "absent" && first.sure)) {
      return this.#answer(first, found.space, reference.nr);
    }
    await this.atlas.refresh();
    const again = findSpace(reference.space, this.atlas.spaces());
    if (again.is !== "found") return again;
    const second = this.atlas.translator.toTask(again.space.numbering, reference.nr);
    return this.#answer(second, again.space, reference.nr);
  }

  /** The same, and its number as seen from the space that other words name (default `host`). */
  async taskSeenFrom(words: string, seenFrom = "host"): Promise<SeenTask | Unresolved> {
    const from = await this.space(seenFrom);
    if (from.is !== "found") return from;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await this.task(words);
      if (found.is !== "found") return found;
      const there = this.atlas.translator.fromTask(found.glance, from.space.numbering);
      if (this.kernel.identify(found.glance.pid) !== found.glance.id) continue; // it went while we asked
      if (!this.#isSeen(found.glance, from.space)) return notVisible(found.tuple, from.space, hidden);
      const seen = seenAs(there, from.space);
      if (there.is === "gone") continue;
      return seen ? { ...found, seen } : notVisible(found.tuple, from.space, whyNot(there, from.space));
    }
    return notVisible(words, from.space, { why: "the number changes hands faster than it can be looked up" });
  }

  /** An id means the same whatever the runtimes say now: their word is asked for, but nobody waits for it. */
  #exact(words: string): FoundSpace | undefined {
    const space = this.atlas.isLoaded ? this.atlas.space(words as SpaceId) : undefined;
    if (!space) return undefined;
    void this.atlas.label();
    return { is: "found", space };
  }

  async #findTwice(find: () => FoundSpace): Promise<FoundSpace> {
    if (!this.atlas.isLoaded) await this.atlas.refresh();
    else await this.atlas.label();
    const found = find();
    if (found.is === "found" || found.is === "badWords") return found;
    await this.atlas.refresh();
    return find();
  }

  #answer(found: Translation, space: Space, nr: number): FoundTask | Unresolved {
    const reference = tupleText(this.atlas.reference(space.id), nr);
    switch (found.is) {
      case "found":
        return this.#found(found.glance, found.provenance, { space, nr, tuple: reference });
      case "ambiguous": {
        const candidates = found.candidates.map((pid) => tupleText(host, pid.nr));
        return { is: "ambiguousTask", reference, candidates };
      }
      case "hidden":
        return notVisible(reference, space, found);
      case "absent": {
        const last = this.lastHolder(space, nr);
        return { is: "noSuchTask", reference, ...(last ? { last } : {}) };
      }
    }
  }

  #found(
    glance: Glance,
    provenance: Provenance,
    { space, nr, tuple }: { readonly space: Space; readonly nr: number; readonly tuple: string },
  ): FoundTask | Unresolved {
    const pid = pidIn(space.id, nr);
    if (!pid) return { is: "noSuchTask", reference: tuple };
    if (!this.#isSeen(glance, space)) return notVisible(tuple, space, hidden);
    this.#learn(glance);
    return { is: "found", glance, pid, tuple, provenance: space.flags.virtualPids ? provenance : "inferred" };
  }

  /** A process younger than our last look is part of the map from now on. */
  #learn(glance: Glance): void {
    if (this.atlas.world.get(glance.pid)?.glance.id === glance.id) return;
    const process = this.kernel.readProcess(glance.pid);
    if (typeof process === "string" || process.nr !== glance.pid.nr) return;
    this.atlas.world.put(glance);
  }

  #isSeen(glance: Glance, space: Space): boolean {
    const { world, numbers } = this.atlas;
    return sees(space, world.memberOf(glance, numbers.spaceOf(glance)));
  }
}

function seenAs(there: NumberThere, from: Space): Pid | undefined {
  return there.is === "number" ? pidIn(from.id, there.pid.nr) : undefined;
}

function whyNot(there: NumberThere, from: Space): Why {
  return there.is === "unknown" ? there : { why: `it is not inside ${from.name}, so it has no number there` };
}

/** `denied`: a right that we lack keeps it from us. */
interface Why {
  readonly why: string;
  readonly denied?: true;
}

function notVisible(reference: string, seenFrom: Space, { why, denied }: Why): Unresolved {
  return { is: "notVisible", reference, seenFrom: seenFrom.id, why, ...(denied ? { denied } : {}) };
}
