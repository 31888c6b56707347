/** The table of tasks, kept up by single looks through any history, is what somebody sees who looks at everything afresh. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { openRecorded, type RecordedKernel } from "../../../../src/engine/kernel/recorded.ts";
import { hostPid } from "../../../../src/engine/kernel/recordedTasks.ts";
import type { RecordedTask, Recording } from "../../../../src/engine/kernel/recording.ts";
import { World } from "../../../../src/engine/spaces/world.ts";
import { containerOf, withoutDoors } from "../recordedEngine.ts";
import { Machine, step, type Step } from "./machine.ts";

const numberOf = ({ numbers }: RecordedTask): number => numbers[0] ?? 0;

/** Everything that a table says. */
function said(world: World): unknown {
  const { namespaces, homes, unplaced } = world.structure();
  const spaces = [...namespaces.values()].map(({ space, depth, parent, first, isFirstKnown }) => {
    return [space, depth, parent, first?.id, isFirstKnown, world.membersOf(space)];
  });
  const containers = [...homes].map(([word, { space, numbering, first }]) => {
    return [word, space, numbering, first.id, world.membersOf(space)];
  });
  const tasks = [...world.entries()].map(({ glance, space, member }) => [glance.id, glance.parent?.nr, space, member]);
  return { spaces: spaces.sort(), containers: containers.sort(), tasks: tasks.sort(), unplaced: unplaced.size };
}

/** Puts into the kernel, and tells the world of, what is otherwise than before. */
function follow(
  before: readonly RecordedTask[],
  after: readonly RecordedTask[],
  kernel: RecordedKernel,
  world: World,
): void {
  const now = new Map(after.map((task) => [numberOf(task), task]));
  for (const task of before) {
    if (now.has(numberOf(task))) continue;
    kernel.remove(numberOf(task));
    world.drop(hostPid(numberOf(task)));
  }
  for (const task of after) {
    if (before.includes(task)) continue;
    kernel.put(task);
    const glance = kernel.glance(hostPid(numberOf(task)));
    assert.ok(typeof glance === "object");
    world.put(glance);
  }
}

function lives(view: (recording: Recording) => Recording, steps: readonly Step[], asks: readonly boolean[]): void {
  const machine = new Machine();
  const kernel = openRecorded(view(machine.recording()));
  const world = new World(kernel, containerOf);
  world.survey();
  for (const [at, one] of steps.entries()) {
    const before = [...machine.tasks];
    machine.act(one);
    follow(before, machine.tasks, kernel, world);
    // whoever asks in between makes the table work out what it says: it may not matter
    if (asks[at % asks.length] !== true) continue;
    const afresh = new World(kernel, containerOf);
    afresh.survey();
    assert.deepEqual(said(world), said(afresh), `after step ${at.toString()}`);
    afresh.close();
  }
  const afresh = new World(kernel, containerOf);
  afresh.survey();
  assert.deepEqual(said(world), said(afresh));
  for (const table of [world, afresh]) table.close();
  assert.equal(kernel.open(), 0, "nothing is left open");
}

/** Two tasks in a container, and the one by which it was known ends. */
const oldestGoes: Step[] = (
  [
    ["fork", 0],
    ["move", 1],
    ["fork", 1],
    ["die", 1],
  ] as const
).map(([does, by]) => ({ does, by, into: 0, uid: 0 }));

describe("the table of tasks", () => {
  const asks = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
  for (const [way, view] of [
    ["by ioctl", (recording: Recording) => recording],
    ["by /proc alone", withoutDoors],
  ] as const) {
    it(`kept up by single looks is as seen afresh, ${way}`, () => {
      const property = fc.property(fc.array(step, { maxLength: 40 }), asks, (steps, when) => {
        lives(view, steps, when);
      });
      fc.assert(property, { numRuns: 150, examples: [[oldestGoes, [true]]] });
    });
  }
});
