/** Who has children on the map, by number: when such a task ends, they are another's. */
import type { Glance } from "../kernel/kernel.ts";

export class Families {
  readonly #children = new Map<number, number>();

  enter({ parent }: Pick<Glance, "parent">): void {
    this.#count(parent?.nr, 1);
  }

  leave({ parent }: Pick<Glance, "parent">): void {
    this.#count(parent?.nr, -1);
  }

  isParent(nr: number): boolean {
    return this.#children.has(nr);
  }

  #count(nr: number | undefined, by: 1 | -1): void {
    if (nr === undefined) return;
    const now = (this.#children.get(nr) ?? 0) + by;
    if (now === 0) this.#children.delete(nr);
    else this.#children.set(nr, now);
  }
}
