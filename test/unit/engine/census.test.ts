/**
 * Nothing is lost, and nothing told twice: whatever happens on a machine, however late the kernel's word of it comes,
 * and whenever somebody looks in between. A machine of a few numbers, which change hands all the time.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Census } from "../../../src/engine/census.ts";
import type { Change } from "../../../src/engine/change.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import type { KernelEvent } from "../../../src/engine/kernel/kernel.ts";
import { openRecorded, type RecordedKernel } from "../../../src/engine/kernel/recorded.ts";
import { hostPid } from "../../../src/engine/kernel/recordedTasks.ts";
import { World } from "../../../src/engine/spaces/world.ts";
import { recordings } from "../../recordings/recordings.ts";
import { engineOf } from "./recordedEngine.ts";

const numbers = [5000, 5001, 5002];
const root = recordings["two-containers"].host.rootNamespace ?? "";

/** Tasks that come, die and are reaped, and what the kernel has to tell of it. */
class Machine {
  /** Milliseconds since boot. */
  #now = 1_000_000;
  readonly #living = new Map<number, "lives" | "dead">();
  readonly #starts = new Map<number, number>();
  readonly #queue: KernelEvent[] = [];
  /** Who was ever there. */
  readonly begun: { readonly nr: number; readonly code: number }[] = [];

  constructor(readonly kernel: RecordedKernel) {}

  /** What can happen to a number happens to it: birth, death, or being reaped. */
  turn(nr: number): void {
    this.#now += 15; // no number is given twice within a tick
    const state = this.#living.get(nr);
    if (state === undefined) this.#fork(nr);
    else if (state === "lives") this.#exit(nr);
    else this.#reap(nr);
  }

  tell(count: number): void {
    this.kernel.emit(this.#queue.splice(0, count));
  }

  endAll(): void {
    for (const nr of numbers) while (this.#living.has(nr)) this.turn(nr);
    this.tell(Number.POSITIVE_INFINITY);
  }

  #fork(nr: number): void {
    this.#living.set(nr, "lives");
    this.#starts.set(nr, Math.floor(this.#now / 10));
    this.begun.push({ nr, code: this.begun.length });
    this.#put(nr, "S");
    const pid = hostPid(nr);
    this.#queue.push({ is: "fork", at: this.#now, pid, process: pid, parent: hostPid(1) });
  }

  #exit(nr: number): void {
    this.#living.set(nr, "dead");
    this.#put(nr, "Z");
    const pid = hostPid(nr);
    const code = this.begun.findLast((one) => one.nr === nr)?.code ?? 0;
    this.#queue.push({ is: "exit", at: this.#now, pid, process: pid, ending: { code } });
  }

  #reap(nr: number): void {
    this.#living.delete(nr);
    this.kernel.remove(nr);
  }

  #put(nr: number, state: string): void {
    this.kernel.put({ numbers: [nr], namespace: root, name: "job", start: this.#starts.get(nr) ?? 0, state });
  }
}

type Step = readonly ["turn", nr: number] | readonly ["tell", count: number] | readonly ["ask"];

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant("turn" as const), fc.constantFrom(...numbers)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant("tell" as const), fc.integer({ min: 1, max: 6 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("ask" as const)) },
  ),
  { maxLength: 60 },
);

async function play(script: readonly Step[], engine: Engine, machine: Machine): Promise<void> {
  for (const [what, value = 0] of script) {
    if (what === "turn") machine.turn(value);
    else if (what === "tell") machine.tell(value);
    else await engine.spaces(); // looks at everything
  }
  machine.endAll();
  await engine.spaces();
}

const isOurs = (nr: number | undefined): boolean => nr !== undefined && numbers.includes(nr);

/** Of each number how many tasks were told to come, and with them those that only went; and all that went. */
function toldIn(changes: readonly Change[]) {
  const came = new Map<string, number>();
  const gone: { readonly id: string; readonly nr: number; readonly code: number | undefined }[] = [];
  for (const { tasks, goneTasks } of changes) {
    for (const { task } of tasks) if (isOurs(task.tuples[0]?.pid.nr)) came.set(task.id, task.tuples[0]?.pid.nr ?? 0);
    for (const { id, tuples, how } of goneTasks) {
      const nr = tuples[0]?.pid.nr ?? 0;
      if (isOurs(nr)) gone.push({ id, nr, code: how?.code });
      if (isOurs(nr)) came.set(id, nr);
    }
  }
  return { came: [...came.values()].sort(), gone };
}

describe("whatever happens on a machine", () => {
  it("is told, and told once, however late the kernel's word comes", async () => {
    const property = fc.asyncProperty(steps, async (script) => {
      const { engine, kernel } = engineOf("two-containers");
      const changes: Change[] = [];
      engine.onChange((change) => changes.push(change));
      await engine.watch(true);
      const machine = new Machine(kernel);
      await play(script, engine, machine);
      engine.stop();
      const { came, gone } = toldIn(changes);
      assert.deepEqual(came, machine.begun.map(({ nr }) => nr).sort());
      assert.equal(new Set(gone.map(({ id }) => id)).size, gone.length, "gone twice");
      assert.equal(gone.length, machine.begun.length);
      // nobody's end is told of another; of some it is not known
      for (const { nr, code } of gone) {
        if (code !== undefined) assert.equal(machine.begun[code]?.nr, nr);
      }
      const codes = gone.flatMap(({ code }) => code ?? []);
      assert.equal(new Set(codes).size, codes.length, "one end told of two");
    });
    await fc.assert(property, { numRuns: 300 });
  });
});

describe("a dead task that nobody reaps", () => {
  it("is nothing to tell, however often it is looked at, until it is reaped", () => {
    const kernel = openRecorded(recordings["two-containers"]);
    const world = new World(kernel, () => undefined);
    world.survey();
    const census = new Census(kernel, world);
    const pid = hostPid(3317);
    census.hear({ is: "exit", at: 1_000_000, pid, process: pid, ending: { code: 0 } });
    census.look();
    const late = performance.now() + 1000;
    assert.equal(census.lookAtDying(late), false);
    assert.ok(census.pause(late), "it is looked at again");
    kernel.remove(3317);
    assert.equal(census.lookAtDying(late + 10_000), true);
    census.look();
    assert.equal(world.get(pid), undefined);
    assert.equal(census.pause(late), undefined);
  });
});

describe("what is heard", () => {
  it("is waiting to be looked at, if it is of a process", () => {
    const kernel = openRecorded(recordings["two-containers"]);
    const census = new Census(kernel, new World(kernel, () => undefined));
    const process = hostPid(3317);
    census.hear({ is: "fork", at: 1_000_000, pid: hostPid(3400), process, parent: process });
    assert.equal(census.isWaiting, false);
    census.hear({ is: "exec", at: 1_000_000, pid: process });
    assert.equal(census.isWaiting, true);
  });
});
