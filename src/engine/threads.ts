/**
 * The threads that live, for the journal: a thread's number is a task's like any other, and somebody may ask later who
 * had it. Threads are told to nobody. What is known of one is what its process and the kernel's events say; only of a
 * thread in a namespace are the numbers read. Those that lived already are looked for once, when the watch begins.
 * Bounded; of a thread that was not known the journal says that it does not know.
 */
import { host, type Pid } from "../model/pid.ts";
import type { Ending } from "../model/resolution.ts";
import type { Tuple } from "../model/task.ts";
import type { Kernel, KernelEvent } from "./kernel/kernel.ts";
import type { Atlas } from "./spaces/atlas.ts";
import { tuplesOf } from "./spaces/describe.ts";

/** How many are remembered while they live. */
const bound = 20_000;
/** Looking for those that lived before: once, soon, and a little at a time. Share of a core, processes, milliseconds. */
const sweep = { share: 0.1, first: 256, batch: 128, leastPause: 10 };

/** A thread that has ended. */
export interface EndedThread {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly tuples: readonly Tuple[];
  readonly how?: Ending;
}

export interface ThreadsParts {
  readonly kernel: Pick<Kernel, "glance" | "listThreads" | "readNumbers" | "readProcess">;
  readonly atlas: Atlas;
  readonly ended: (thread: EndedThread) => void;
  /** One came and went whose names are not known; milliseconds since the epoch. */
  readonly missed: (from: number, until: number) => void;
  /** Milliseconds since the epoch, from ticks since boot. */
  readonly startOf: (ticks: number) => number;
  readonly now: () => number;
}

interface Living {
  readonly process: Pid;
  readonly pid: Pid;
  name: string;
  readonly start: number;
  /** Absent until its numbers were read. */
  tuples: readonly Tuple[] | undefined;
}

export class Threads {
  readonly #living = new Map<number, Living>();
  readonly #ofProcess = new Map<number, Set<number>>();
  readonly #unread = new Set<Living>();
  #left: Pid[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Since when every birth and end was heard. */
  #since = 0;

  constructor(private readonly parts: ThreadsParts) {}

  /** Events are heard from now on; what lived before is looked for. */
  begin(): void {
    this.end();
    this.#since = this.parts.now();
    this.#left = [...this.parts.atlas.world.entries()].map(({ glance }) => glance.pid);
    this.#sweep(sweep.first);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#living.clear();
    this.#ofProcess.clear();
    this.#unread.clear();
    this.#left = [];
  }

  /** One event, in order with all others. */
  hear(event: KernelEvent): void {
    switch (event.is) {
      case "fork":
        if (event.process.nr !== event.pid.nr) this.#born(event.pid, event.process);
        return;
      case "renamed": {
        const thread = this.#living.get(event.pid.nr);
        if (thread) thread.name = event.name;
        return;
      }
      case "exec": // ends every other thread of the process; the one that survives takes the process's number
        for (const nr of this.#ofProcess.get(event.pid.nr) ?? []) this.#ended(nr);
        return;
      case "exit":
        if (event.process.nr !== event.pid.nr) this.#exit(event.pid, event.ending);
        return;
      case "lost":
        this.begin();
    }
  }

  /** Reads the numbers of those that were born, while they are there; before anybody is told of anything. */
  flush(): void {
    for (const thread of this.#unread) thread.tuples = this.#tuplesOf(thread);
    this.#unread.clear();
  }

  #born(pid: Pid, process: Pid): void {
    if (this.#living.has(pid.nr)) this.#ended(pid.nr);
    const name = this.parts.atlas.world.get(process)?.glance.name ?? "";
    this.#keep({ pid, process, name, start: this.parts.now(), tuples: undefined });
  }

  #keep(thread: Living): void {
    if (this.#living.size >= bound) return;
    const { pid, process } = thread;
    this.#living.set(pid.nr, thread);
    const siblings = this.#ofProcess.get(process.nr) ?? new Set();
    this.#ofProcess.set(process.nr, siblings.add(pid.nr));
    if (this.parts.atlas.world.get(process)?.space === host) thread.tuples = [{ pid, provenance: "kernel" }];
    else this.#unread.add(thread);
  }

  #exit(pid: Pid, how: Ending): void {
    if (this.#living.has(pid.nr)) this.#ended(pid.nr, how);
    else this.parts.missed(this.#since, this.parts.now());
  }

  #ended(nr: number, how?: Ending): void {
    const thread = this.#living.get(nr);
    if (!thread) return;
    this.#living.delete(nr);
    this.#unread.delete(thread);
    const siblings = this.#ofProcess.get(thread.process.nr);
    siblings?.delete(nr);
    if (siblings?.size === 0) this.#ofProcess.delete(thread.process.nr);
    const { name, start, pid } = thread;
    const tuples = thread.tuples ?? [{ pid, provenance: "kernel" as const }];
    if (!thread.tuples) this.parts.missed(start, this.parts.now());
    this.parts.ended({ name, start, tuples, ...(how ? { how } : {}) });
  }

  /** Absent where it has gone, or its process is not on the map. */
  #tuplesOf({ pid, process }: Living): readonly Tuple[] | undefined {
    const { kernel, atlas } = this.parts;
    const { world } = atlas;
    const entry = world.get(process);
    const numbers = kernel.readNumbers(pid);
    const leader = kernel.readProcess(pid);
    if (!entry || typeof numbers === "string" || typeof leader === "string" || leader.nr !== process.nr)
      return undefined;
    const { space, member } = entry;
    const glance = { ...entry.glance, pid };
    const tuples = tuplesOf({ glance, numbers, space, member }, world.structure().namespaces);
    return space === undefined ? undefined : tuples;
  }

  #sweep(most: number): void {
    const begun = performance.now();
    for (const process of this.#left.splice(-most)) this.#lookAt(process);
    this.flush();
    if (this.#left.length === 0) return;
    const pause = Math.max(sweep.leastPause, (performance.now() - begun) / sweep.share);
    this.#timer = setTimeout(() => {
      this.#sweep(sweep.batch);
    }, pause);
    this.#timer.unref();
  }

  #lookAt(process: Pid): void {
    for (const pid of this.parts.kernel.listThreads(process)) {
      if (pid.nr === process.nr || this.#living.has(pid.nr)) continue;
      const glance = this.parts.kernel.glance(pid);
      if (typeof glance === "string") continue;
      const start = this.parts.startOf(glance.startTicks);
      this.#keep({ pid, process, name: glance.name, start, tuples: undefined });
    }
  }
}
