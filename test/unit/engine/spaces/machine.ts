/** A random machine that lives by the kernel's rules: tasks are born, make and enter namespaces, move to other groups, die. */
import fc from "fast-check";
import type { RecordedTask, Recording } from "../../../../src/engine/kernel/recording.ts";
import { recordings } from "../../../recordings/recordings.ts";

export const root = "pid:[4026531836]";
const link = (number: number): string => `pid:[${4026540000 + number}]`;

/** A step of a machine's life: a number chooses who does it, a word what. */
export const step = fc.record({
  by: fc.nat(1000),
  does: fc.constantFrom("fork", "fork", "unshare", "enter", "die", "move", "fall"),
  into: fc.nat(1000),
  uid: fc.constantFrom(0, 1000),
} as const);

export type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Follows the kernel's rules: who is born where and under which numbers, who gets which parent when its own dies. */
export class Machine {
  readonly namespaces: Record<string, { parent: string }> = {};
  readonly tasks: RecordedTask[] = [{ numbers: [1], namespace: root, name: "init", start: 1, uid: 0 }];
  #clock = 1;

  /** As one of two halves that can be asked: the recorded kernel follows what is put into it. */
  recording(): Recording {
    const { host } = recordings["two-containers"];
    const { namespaces, tasks } = this;
    return { about: "random", host: { ...host, self: 1 }, translates: true, namespaces, tasks: [...tasks] };
  }

  act({ by, does, into, uid }: Step): void {
    const task = this.tasks[by % this.tasks.length];
    if (!task) return;
    const deeds: Readonly<Record<Step["does"], () => void>> = {
      fork: () => {
        this.#born(task, task.namespace, uid);
      },
      unshare: () => {
        this.#unshare(task, uid);
      },
      enter: () => {
        const below = Object.keys(this.namespaces).filter((one) => this.#lives(one) && this.#isIn(one, task.namespace));
        const entered = below[into % Math.max(1, below.length)];
        if (entered !== undefined) this.#born(task, entered, uid);
      },
      die: () => {
        this.#die(task);
      },
      move: () => {
        this.#change(task, { cgroup: `0::/docker-${(into % 4).toString(16).repeat(64)}.scope\n` });
      },
      fall: () => {
        this.#fall(task.namespace);
      },
    };
    deeds[does]();
  }

  #chain(namespace: string): readonly string[] {
    const parent = this.namespaces[namespace]?.parent;
    return parent === undefined ? [namespace] : [...this.#chain(parent), namespace];
  }

  #isIn(namespace: string, outer: string): boolean {
    return this.#chain(namespace).includes(outer);
  }

  #lives(namespace: string): boolean {
    return this.tasks.some((task) => task.namespace === namespace);
  }

  /** The lowest that is free: numbers are used again as soon as can be. */
  #free(namespace: string, depth: number): number {
    const inside = this.tasks.filter((task) => this.#isIn(task.namespace, namespace));
    const used = new Set(inside.map(({ numbers }) => numbers[depth]));
    let nr = 1;
    while (used.has(nr)) nr += 1;
    return nr;
  }

  #born(parent: RecordedTask, namespace: string, uid: number): void {
    this.#clock += 10;
    const numbers = this.#chain(namespace).map((one, depth) => this.#free(one, depth));
    this.tasks.push({
      numbers,
      namespace,
      name: `t${numbers.join("-")}@${this.#clock.toString()}`,
      start: this.#clock,
      uid,
      parent: parent.numbers[0] ?? 1,
      ...(parent.cgroup === undefined ? {} : { cgroup: parent.cgroup }),
    });
  }

  #unshare(parent: RecordedTask, uid: number): void {
    if (this.#chain(parent.namespace).length > 4) return;
    const made = link(Object.keys(this.namespaces).length);
    this.namespaces[made] = { parent: parent.namespace };
    this.#born(parent, made, uid);
  }

  #change(task: RecordedTask, how: Partial<RecordedTask>): void {
    this.tasks[this.tasks.indexOf(task)] = { ...task, ...how };
  }

  /** Number 1 takes its namespace with it (see `#fall`). Children go to number 1 of the dead one's namespace. */
  #die(task: RecordedTask): void {
    if (task.numbers.at(-1) === 1) return;
    const first = this.tasks.find(({ namespace, numbers }) => namespace === task.namespace && numbers.at(-1) === 1);
    this.tasks.splice(this.tasks.indexOf(task), 1);
    this.#adopt(task, first);
  }

  #adopt(dead: RecordedTask, by: RecordedTask | undefined): void {
    for (const child of [...this.tasks]) {
      if (child.parent === dead.numbers[0]) this.#change(child, { parent: by?.numbers[0] ?? 1 });
    }
  }

  /** A namespace ends, with everybody in and below it. */
  #fall(namespace: string): void {
    if (namespace === root) return;
    const [dead, left] = [new Set<RecordedTask>(), this.tasks.splice(0)];
    for (const task of left) if (this.#isIn(task.namespace, namespace)) dead.add(task);
    this.tasks.push(...left.filter((task) => !dead.has(task)));
    for (const task of dead) this.#adopt(task, undefined);
  }
}

export function live(steps: readonly Step[]): Recording {
  const machine = new Machine();
  for (const one of steps) machine.act(one);
  return machine.recording();
}
