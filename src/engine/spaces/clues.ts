/**
 * What may tell who made a namespace that is no container's: the commands of its first task and of that one's parent.
 * Read again only while they may still become another program: hundreds of namespaces are asked about every few seconds.
 */
import type { TaskId } from "../../model/task.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { SpaceClue } from "../runtimes/runtime.ts";
import type { Namespace } from "./namespace.ts";
import type { Structure } from "./structure.ts";
import type { World } from "./world.ts";

/** Milliseconds after which a first task has become what it will be; a later exec changes its name too. */
const young = 10_000;

interface Read {
  readonly clue: SpaceClue;
  /** The tasks' names when their commands were read. */
  readonly names: string;
  readonly isSettled: boolean;
}

export class Clues {
  #read = new Map<TaskId, Read>();

  constructor(
    private readonly kernel: Pick<Kernel, "readCommand" | "host">,
    private readonly world: Pick<World, "get">,
  ) {}

  of(structure: Structure): readonly SpaceClue[] {
    const owned = new Set([...structure.homes.values()].map(({ space }) => space));
    const before = this.#read;
    this.#read = new Map();
    for (const namespace of structure.namespaces.values()) {
      const { space, first, depth } = namespace;
      if (!first || depth === 0 || owned.has(space)) continue;
      this.#read.set(first.id, this.#reading(namespace, first, before.get(first.id)));
    }
    return [...this.#read.values()].map(({ clue }) => clue);
  }

  #reading({ space }: Namespace, first: NonNullable<Namespace["first"]>, before: Read | undefined): Read {
    const { pid, parent, startTicks } = first;
    const nameOf = (one: typeof parent): string => (one ? (this.world.get(one)?.glance.name ?? "") : "");
    const names = JSON.stringify([space, nameOf(pid), nameOf(parent)]);
    if (before?.isSettled && before.names === names) return before;
    const clue = {
      space,
      command: this.kernel.readCommand(pid),
      parentCommand: parent ? this.kernel.readCommand(parent) : [],
    };
    const age = Date.now() - (this.kernel.host().bootTime + startTicks * 10);
    return { clue, names, isSettled: age > young };
  }
}
