/** How many tasks each space has, and each group of tasks that share a namespace and a container. */
import type { SpaceId } from "../../model/pid.ts";
import type { ContainerKey } from "../runtimes/runtime.ts";
import { containerWord } from "./containers.ts";

/** The tasks' part in what the structure is made from. */
const groupOf = (space: SpaceId | undefined, key: ContainerKey | undefined): string =>
  `${space ?? ""} ${key ? containerWord(key) : ""}`;

export class Tally {
  readonly #groups = new Map<string, number>();
  readonly #members = new Map<SpaceId, number>();
  #counted = new Set<SpaceId>();

  clear(): void {
    this.#groups.clear();
    this.#members.clear();
  }

  /** How many of the group there are now. */
  countGroup(space: SpaceId | undefined, key: ContainerKey | undefined, by: number): number {
    const group = groupOf(space, key);
    const now = (this.#groups.get(group) ?? 0) + by;
    if (now === 0) this.#groups.delete(group);
    else this.#groups.set(group, now);
    return now;
  }

  countMember(member: SpaceId, by: number): void {
    this.#members.set(member, this.membersOf(member) + by);
    this.#counted.add(member);
  }

  membersOf(space: SpaceId): number {
    return this.#members.get(space) ?? 0;
  }

  /** Spaces whose members were counted anew since the last time. */
  takeCounted(): ReadonlySet<SpaceId> {
    const counted = this.#counted;
    if (counted.size > 0) this.#counted = new Set();
    return counted;
  }
}
