/**
 * What may tell who made a namespace that is no container's: the commands of its first task and of that one's parent.
 * Read again only while they may still become another program: hundreds of namespaces are asked about every few seconds.
 */
import type { Pid, SpaceId } from "../../model/pid.ts";
import type { TaskId } from "../../model/task.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { SpaceClue } from "../runtimes/runtime.ts";
import type { Namespace } from "./namespace.ts";
import type { Structure } from "./structure.ts";
import type { World } from "./world.ts";

/** Milliseconds after which a first task has become what it will be; a later exec changes its name too. */
const young = 10_000;

/** The command is only read when a runtime wants to see it. */
class Clue implements SpaceClue {
  #command: readonly string[] | undefined;

  constructor(
    readonly space: SpaceId,
    readonly name: string,
    readonly parentCommand: readonly string[],
    readonly read: () => readonly string[],
  ) {}

  get command(): readonly string[] {
    return (this.#command ??= this.read());
  }
}

interface Read {
  readonly clue: SpaceClue;
  /** The tasks' names when their commands were read. */
  readonly names: string;
  readonly isSettled: boolean;
}

export class Clues {
  #read = new Map<TaskId, Read>();
  /** Commands of parents: many namespaces have been made by one task. */
  readonly #parents = new Map<number, readonly string[]>();

  constructor(
    private readonly kernel: Pick<Kernel, "readCommand" | "host">,
    private readonly world: Pick<World, "get">,
  ) {}

  of(structure: Structure): readonly SpaceClue[] {
    const owned = new Set([...structure.homes.values()].map(({ space }) => space));
    const before = this.#read;
    this.#read = new Map();
    this.#parents.clear();
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
    const name = nameOf(pid);
    const names = JSON.stringify([space, name, nameOf(parent)]);
    if (before?.isSettled && before.names === names) return before;
    const clue = new Clue(space, name, parent ? this.#commandOf(parent) : [], () => this.kernel.readCommand(pid));
    const age = Date.now() - (this.kernel.host().bootTime + startTicks * 10);
    return { clue, names, isSettled: age > young };
  }

  #commandOf(parent: Pid): readonly string[] {
    const known = this.#parents.get(parent.nr);
    if (known) return known;
    const command = this.kernel.readCommand(parent);
    this.#parents.set(parent.nr, command);
    return command;
  }
}
