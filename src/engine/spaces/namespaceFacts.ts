/**
 * What the kernel says of a namespace beyond its link: how deep it lies, what encloses it, its number 1. Asked once
 * per namespace, for none of it changes while its first task lives.
 */
import type { Glance, Kernel } from "../kernel/kernel.ts";
import type { Doors } from "./doors.ts";

export interface NamespaceFacts {
  readonly link: string;
  /** Absent where no member's numbers could be read. */
  readonly depth?: number;
  /** `pid:[INODE]` of the enclosing one as the kernel says it; absent where it does not. */
  readonly parentLink?: string;
  /** Its number 1, else the oldest member that we can read. The facts hold while this task lives. */
  readonly first: Glance;
  /** Whether `first` is its number 1. */
  readonly isFirstKnown: boolean;
  readonly unique?: string;
}

export interface FactsAsk {
  /** The link of the namespace whose numbers `host` uses; absent where nothing told. */
  readonly root: string | undefined;
  /** A task as it looks now (its control group may be another); absent when it is gone. */
  readonly now: (task: Glance) => Glance | undefined;
}

export class FactsOfNamespaces {
  readonly #known = new Map<string, NamespaceFacts>();

  constructor(
    private readonly kernel: Pick<Kernel, "readNumbers" | "glance">,
    private readonly doors: Doors,
  ) {}

  /** `oldest` is the oldest member seen. */
  of(link: string, oldest: Glance, { root, now }: FactsAsk): NamespaceFacts {
    const known = this.#known.get(link);
    const first = known && now(known.first);
    if (first === known?.first && known) return known;
    const facts = known && first ? { ...known, first } : this.#find(link, oldest, root);
    this.#known.set(link, facts);
    return facts;
  }

  #find(link: string, oldest: Glance, root: string | undefined): NamespaceFacts {
    return this.#ask(link, oldest, root) ?? this.#read(link, oldest);
  }

  keepOnly(links: ReadonlySet<string>): void {
    for (const link of this.#known.keys()) if (!links.has(link)) this.#known.delete(link);
  }

  /** By ioctl alone, where the kernel says that `host` encloses it and who its number 1 is. */
  #ask(link: string, oldest: Glance, root: string | undefined): NamespaceFacts | undefined {
    const door = root === undefined ? undefined : this.doors.of(link, oldest);
    if (!door || door.parent !== root) return undefined;
    const pid = door.toHost(1);
    const first = pid === "absent" ? pid : pid.nr === oldest.pid.nr ? oldest : this.kernel.glance(pid);
    if (typeof first === "string") return undefined;
    const { parent, unique } = door;
    return {
      link,
      depth: 1,
      parentLink: parent,
      first,
      isFirstKnown: true,
      ...(unique === undefined ? {} : { unique }),
    };
  }

  #read(link: string, oldest: Glance): NamespaceFacts {
    const numbers = this.kernel.readNumbers(oldest.pid);
    const door = this.doors.of(link, oldest);
    const first = this.#numberOne(link, oldest);
    const own = first === oldest ? numbers : this.kernel.readNumbers(first.pid);
    return {
      link,
      ...(typeof numbers === "string" || numbers.length === 0 ? {} : { depth: numbers.length - 1 }),
      ...(door?.parent.startsWith("pid:[") ? { parentLink: door.parent } : {}),
      first,
      isFirstKnown: typeof own !== "string" && own.at(-1) === 1,
      ...(door?.unique === undefined ? {} : { unique: door.unique }),
    };
  }

  #numberOne(link: string, oldest: Glance): Glance {
    const pid = this.doors.kept(link)?.toHost(1);
    if (pid === undefined || pid === "absent" || pid.nr === oldest.pid.nr) return oldest;
    const first = this.kernel.glance(pid);
    return typeof first === "string" ? oldest : first;
  }
}
