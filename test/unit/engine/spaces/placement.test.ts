/** Random machines, seen with and without privilege: what is answered is so, or it is not answered. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { numberIn, type RecordedTask, type Recording } from "../../../../src/engine/kernel/recording.ts";
import { recordings } from "../../../recordings/recordings.ts";
import { engineOver, withoutDoors, withoutPrivilege } from "../recordedEngine.ts";

const root = "pid:[4026531836]";
const link = (number: number): string => `pid:[${4026540000 + number}]`;

/** A step of a machine's life: a number chooses who does it, a word what. */
const step = fc.record({
  by: fc.nat(1000),
  does: fc.constantFrom("fork", "fork", "unshare", "enter", "die"),
  into: fc.nat(1000),
  uid: fc.constantFrom(0, 1000),
});

/** Follows the kernel's rules: who is born where, who gets which parent when its own dies. */
class Machine {
  readonly namespaces: Record<string, { parent: string }> = {};
  readonly tasks: RecordedTask[] = [{ numbers: [1], namespace: root, name: "init", start: 1, uid: 0 }];
  readonly #next = new Map<string, number>([[root, 2]]);
  #clock = 1;

  chain(namespace: string): readonly string[] {
    const parent = this.namespaces[namespace]?.parent;
    return parent === undefined ? [namespace] : [...this.chain(parent), namespace];
  }

  born(parent: RecordedTask, namespace: string, uid: number): void {
    this.#clock += 10;
    const numbers = this.chain(namespace).map((one) => {
      const nr = this.#next.get(one) ?? 1;
      this.#next.set(one, nr + 1);
      return nr;
    });
    const name = `t${numbers.join("-")}`;
    this.tasks.push({ numbers, namespace, name, start: this.#clock, uid, parent: parent.numbers[0] ?? 1 });
  }

  unshare(parent: RecordedTask, uid: number): void {
    if (this.chain(parent.namespace).length > 4) return;
    const made = link(Object.keys(this.namespaces).length);
    this.namespaces[made] = { parent: parent.namespace };
    this.born(parent, made, uid);
  }

  /** Number 1 takes its namespace with it: those do not die here. Children go to number 1 of the dead one's namespace. */
  die(task: RecordedTask): void {
    if (task.numbers.at(-1) === 1) return;
    const first = this.tasks.find(({ namespace, numbers }) => namespace === task.namespace && numbers.at(-1) === 1);
    this.tasks.splice(this.tasks.indexOf(task), 1);
    for (const [at, child] of this.tasks.entries()) {
      if (child.parent === task.numbers[0]) this.tasks[at] = { ...child, parent: first?.numbers[0] ?? 1 };
    }
  }
}

function live(steps: readonly { by: number; does: string; into: number; uid: number }[]): Recording {
  const machine = new Machine();
  for (const { by, does, into, uid } of steps) {
    const task = machine.tasks[by % machine.tasks.length];
    if (!task) continue;
    const below = Object.keys(machine.namespaces).filter((one) => machine.chain(one).includes(task.namespace));
    const entered = below[into % Math.max(1, below.length)];
    if (does === "fork") machine.born(task, task.namespace, uid);
    else if (does === "unshare") machine.unshare(task, uid);
    else if (does === "die") machine.die(task);
    else if (entered !== undefined) machine.born(task, entered, uid);
  }
  const { namespaces, tasks } = machine;
  const { host } = recordings["two-containers"];
  return { about: "random", host: { ...host, self: 1 }, translates: true, namespaces, tasks };
}

async function holds(
  recording: Recording,
  view: (recording: Recording) => Recording,
  mayRefuse: boolean,
): Promise<void> {
  const { engine } = engineOver(view(recording));
  const { spaces } = await engine.spaces();
  for (const space of spaces) {
    const first = recording.tasks.find(({ numbers }) => space.id === `init://${(numbers[0] ?? 0).toString()}`);
    const namespace = space.id === "host" ? root : (first?.namespace ?? space.id);
    for (const task of recording.tasks) {
      const expected = numberIn(recording, task, namespace);
      const answer = await engine.resolve(`host:${(task.numbers[0] ?? 0).toString()}`, { seenFrom: space.id });
      if (answer.is === "found") assert.equal(answer.pid.nr, expected);
      else if (!mayRefuse || ("why" in answer && answer.why.startsWith("it is not inside")))
        assert.equal(expected, undefined);
      if (expected === undefined) continue;
      const back = await engine.resolve(`${space.id}:${expected.toString()}`);
      if (back.is === "found") assert.equal(back.task.name, task.name);
      else assert.ok(mayRefuse && back.is !== "noSuchTask", `${space.id}:${expected.toString()} ${back.is}`);
    }
  }
  engine.stop();
}

describe("on any machine", () => {
  const machines = fc.array(step, { maxLength: 25 }).map(live);
  const views = {
    "by ioctl": (recording: Recording) => recording,
    "by /proc alone": withoutDoors,
    "without privilege": withoutPrivilege,
    "without privilege, by ioctl": (recording: Recording) => ({ ...withoutPrivilege(recording), translates: true }),
  };
  for (const [way, view] of Object.entries(views)) {
    it(`no number is given that is not so, ${way}`, async () => {
      const property = fc.asyncProperty(machines, (recording) => holds(recording, view, way.startsWith("without")));
      await fc.assert(property, { numRuns: 40 });
    });
  }
});
