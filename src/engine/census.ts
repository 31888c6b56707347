/**
 * Who has each number in `host`, by two witnesses: what the kernel tells, which may come late, and what a look shows,
 * which may come too late. They are brought together here, so that every task is told, and told once: one that was
 * seen as what was seen, and one that came and went unseen as what was told of its birth.
 */
import { host, pidIn, type Pid } from "../model/pid.ts";
import type { Ending } from "../model/resolution.ts";
import type { TaskId } from "../model/task.ts";
import { Dying } from "./dying.ts";
import type { Glance, Kernel, KernelEvent } from "./kernel/kernel.ts";
import { isBirthOf, isLater, Newborn, type Birth } from "./newborn.ts";
import type { World } from "./spaces/world.ts";

type Told<Kind extends KernelEvent["is"]> = Extract<KernelEvent, { readonly is: Kind }>;

interface Early extends Pick<Glance, "id" | "startTicks"> {
  /** To those who watch. */
  isTold: boolean;
}

export class Census {
  readonly #looks = new Set<number>();
  /** Who has begun another program since anybody looked. */
  readonly #execs = new Set<number>();
  /** Who has ended and had children: they are another's now, which nobody tells. */
  readonly #orphaned = new Set<number>();
  #hasRenamed = false;
  readonly #newborn = new Newborn();
  readonly #dying = new Dying();
  readonly #endings = new Map<TaskId, Ending>();
  /** Who was seen to be gone before the kernel's word of the end came, by number. */
  readonly #early = new Map<number, Early>();

  constructor(
    private readonly kernel: Pick<Kernel, "glance" | "identify">,
    private readonly world: World,
  ) {}

  /** A task is not on the map any more, and the kernel tells of every end. */
  dropped({ id, pid, startTicks }: Glance): void {
    if (!this.#endings.has(id)) this.#early.set(pid.nr, { id, startTicks, isTold: false });
  }

  /** Whether something was heard that may change the map. */
  get isWaiting(): boolean {
    return this.#looks.size > 0 || this.#hasRenamed;
  }

  /** One event about a process or thread, in order with all others. */
  hear(event: Exclude<KernelEvent, Told<"lost">>): void {
    switch (event.is) {
      case "fork":
        if (event.process.nr === event.pid.nr) this.#fork(event);
        return;
      case "exec":
        this.#exec(event);
        return;
      case "renamed":
        this.#rename(event);
        return;
      case "exit":
        if (event.process.nr === event.pid.nr) this.#exit(event);
        else if (this.#dying.has(event.process.nr)) this.#last(event.process);
    }
  }

  /** Looks at what events pointed at. */
  look(): void {
    if (this.#orphaned.size > 0) for (const { nr } of this.world.childrenOf(this.#orphaned)) this.#looks.add(nr);
    this.#orphaned.clear();
    for (const nr of this.#looks) this.#look(nr);
    this.#looks.clear();
    this.#execs.clear();
    this.#hasRenamed = false;
  }

  /** After events were lost, and everything was looked at again: who was born and is not there has passed. */
  settle(): void {
    for (const birth of this.#newborn.all()) {
      const glance = this.kernel.glance(birth.pid);
      if (typeof glance === "object") this.#present(glance, birth);
      if (glance !== "denied" && this.#newborn.get(birth.pid.nr) === birth) this.#pass(birth);
    }
    this.#early.clear();
  }

  /** Milliseconds until somebody dying is to be looked at again; absent when nobody is. */
  pause(now: number): number | undefined {
    return this.#dying.pause(now);
  }

  /** Nothing tells when a dead task is reaped and its number is free: whether one has been, of those that are due. */
  lookAtDying(now: number): boolean {
    for (const nr of this.#dying.takeDue(now)) if (!this.#isUnreaped(nr)) this.#looks.add(nr);
    return this.#looks.size > 0;
  }

  /** Those that nobody has seen, since the last time. */
  takePassed(): readonly Birth[] {
    return this.#newborn.takePassed();
  }

  /** How a task ended that is told to be gone; absent where the kernel has not told, or not yet. */
  takeEnding({ id, pid }: Glance): Ending | undefined {
    const how = this.#endings.get(id);
    this.#endings.delete(id);
    const early = this.#early.get(pid.nr);
    if (early?.id === id) early.isTold = true;
    return how;
  }

  #fork({ pid, parent, at }: Told<"fork">): void {
    const before = this.#newborn.take(pid.nr);
    if (before && !this.#isSeen(before)) this.#newborn.missed(before);
    this.#newborn.fork({ pid, at, name: this.#nameOf(parent) });
    this.#dying.delete(pid.nr); // its number was free
    this.#looks.add(pid.nr);
  }

  /** Whoever runs another program lives: what had ended was the process's first thread, and another took its number. */
  #exec({ pid }: Told<"exec">): void {
    const known = this.#newborn.exec(pid) ? undefined : this.world.get(pid);
    if (known) {
      this.world.touch(known);
      this.#endings.delete(known.glance.id);
    }
    this.#dying.delete(pid.nr);
    this.#execs.add(pid.nr);
    this.#looks.add(pid.nr);
  }

  #rename({ pid, name, at }: Told<"renamed">): void {
    const known = this.#newborn.rename(pid, name) ? undefined : this.world.get(pid);
    this.#execs.delete(pid.nr);
    if (!known || isLater(known.glance, at)) return;
    this.world.put({ ...known.glance, name });
    this.#hasRenamed = true;
  }

  #exit({ pid, ending, at }: Told<"exit">): void {
    const known = this.world.get(pid);
    this.#dying.add(pid.nr, performance.now());
    this.#last(pid);
    if (this.#newborn.exit(pid, ending)) return;
    if (known && !isLater(known.glance, at)) this.#endings.set(known.glance.id, ending);
    const early = this.#early.get(pid.nr);
    if (early && !isLater(early, at)) this.#end(pid.nr, early, ending);
  }

  /** A process may be over: when its first thread has ended, it is with the last of the others. */
  #last({ nr }: Pid): void {
    this.#looks.add(nr);
    if (this.world.isParent(nr)) this.#orphaned.add(nr);
  }

  /** "" where it has begun another program, and nobody has looked since. */
  #nameOf(pid: Pid): string {
    if (this.#execs.has(pid.nr)) return "";
    return this.#newborn.get(pid.nr)?.name ?? this.world.get(pid)?.glance.name ?? "";
  }

  #look(nr: number): void {
    const pid = pidIn(host, nr);
    if (!pid) return;
    if (this.#dying.has(nr) && this.#isUnreaped(nr)) return;
    const glance = this.kernel.glance(pid);
    // who is hidden from us is told when it has ended
    if (glance === "denied") return;
    const birth = this.#newborn.get(nr);
    if (glance === "absent") this.#absent(pid, birth);
    else this.#present(glance, birth);
  }

  /** Whether the number is still that of the task on the map, and no other was born under it. */
  #isUnreaped(nr: number): boolean {
    const pid = pidIn(host, nr);
    const known = pid && this.#newborn.get(nr) === undefined ? this.world.get(pid) : undefined;
    if (!known) return false;
    return this.kernel.identify(known.glance.pid) === known.glance.id;
  }

  /** Nobody has the number. Who was born or lived under it and has not been told to have ended will be, and how. */
  #absent(pid: Pid, birth: Birth | undefined): void {
    const { nr } = pid;
    const known = this.world.get(pid);
    const isOver = birth ? birth.how !== undefined : this.#dying.has(nr);
    if (birth && isOver) this.#pass(birth);
    if (known && (isOver || (birth && !isBirthOf(known.glance, birth)))) this.world.drop(pid);
    if (isOver) this.#dying.delete(nr);
  }

  #present(glance: Glance, birth: Birth | undefined): void {
    const { nr } = glance.pid;
    const known = this.world.get(glance.pid);
    if (birth && isLater(glance, birth.at)) {
      if (birth.how) this.#pass(birth); // the number is another's already
      this.#dying.delete(nr);
    } else if (birth) {
      this.#newborn.take(nr);
      if (birth.how) this.#endings.set(glance.id, birth.how);
    } else if (known && known.glance.id !== glance.id) this.#dying.delete(nr);
    this.world.put(glance);
  }

  #pass(birth: Birth): void {
    this.#newborn.take(birth.pid.nr);
    if (!this.#isSeen(birth)) this.#newborn.missed(birth);
  }

  /** Whether somebody looked, for another reason, before the kernel's word came: then only how it ended is news. */
  #isSeen(birth: Birth): boolean {
    const { nr } = birth.pid;
    const known = this.world.get(birth.pid)?.glance;
    if (known && isBirthOf(known, birth) && !this.#endings.has(known.id)) {
      if (birth.how) this.#endings.set(known.id, birth.how);
      return true;
    }
    const early = this.#early.get(nr);
    const isEarly = early !== undefined && isBirthOf(early, birth);
    if (isEarly) this.#end(nr, early, birth.how);
    return isEarly;
  }

  #end(nr: number, { id, isTold }: Early, how: Ending | undefined): void {
    this.#early.delete(nr);
    if (how && !isTold) this.#endings.set(id, how);
  }
}
