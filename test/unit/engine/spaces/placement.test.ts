/** Random machines, seen with and without privilege: what is answered is so, or it is not answered. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { numberIn, type Recording } from "../../../../src/engine/kernel/recording.ts";
import { engineOver, withoutDoors, withoutPrivilege } from "../recordedEngine.ts";
import { live, root, step } from "./machine.ts";

async function holds(
  recording: Recording,
  view: (recording: Recording) => Recording,
  mayRefuse: boolean,
): Promise<void> {
  const { engine } = engineOver(view(recording));
  const { spaces } = await engine.spaces();
  for (const space of spaces) {
    const { numbering } = space;
    const first = recording.tasks.find(({ numbers }) => numbering === `init://${(numbers[0] ?? 0).toString()}`);
    const namespace = numbering === "host" ? root : (first?.namespace ?? numbering);
    if (!namespace.startsWith("pid:[")) continue; // whose numbers a container uses is not always told
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
