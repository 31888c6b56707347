/**
 * Keeps ways into namespaces open for the next question: opening one costs a path walk and a permission check.
 * Bounded; the one that was not used for longest is closed first. An open door pins its namespace, so a number
 * asked through it can never belong to a younger namespace that got the same inode.
 */
import type { Door, Glance, Kernel } from "../kernel/kernel.ts";

/** How many stay open: one file descriptor each. */
const bound = 200;

export class Doors {
  readonly #open = new Map<string, { readonly door: Door; used: number }>();
  #clock = 0;

  constructor(
    private readonly kernel: Pick<Kernel, "openDoor" | "translates">,
    private readonly limit = bound,
  ) {}

  /** The door to the namespace that `member` is in, where its link reads `link`; absent where there is none for us. */
  of(link: string, member: Glance): Door | undefined {
    const kept = this.kept(link);
    if (kept || !this.kernel.translates) return kept;
    const door = this.kernel.openDoor(member.pid);
    if (typeof door === "string") return undefined;
    if (door.namespace !== link) {
      door.close(); // the member went and another took its number
      return undefined;
    }
    this.#clock += 1;
    this.#open.set(link, { door, used: this.#clock });
    this.#evict();
    return door;
  }

  /** The door to `link`, if it is open already. */
  kept(link: string): Door | undefined {
    const kept = this.#open.get(link);
    if (!kept) return undefined;
    this.#clock += 1;
    kept.used = this.#clock;
    return kept.door;
  }

  /** Closes every door whose namespace has no members any more. */
  keepOnly(links: ReadonlySet<string>): void {
    for (const link of this.#open.keys()) if (!links.has(link)) this.#close(link);
  }

  close(): void {
    for (const link of this.#open.keys()) this.#close(link);
  }

  #evict(): void {
    if (this.#open.size <= this.limit) return;
    const [oldest] = [...this.#open].reduce((a, b) => (a[1].used < b[1].used ? a : b));
    this.#close(oldest);
  }

  #close(link: string): void {
    this.#open.get(link)?.door.close();
    this.#open.delete(link);
  }
}
