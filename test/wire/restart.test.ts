/**
 * The engine is killed in the middle of everything, again and again: 24 spaces with names, a namespace whose numbers
 * change hands all the time, questions under way, tasks held. Whoever is still there is called as before.
 */
import assert from "node:assert/strict";
import { churn, hasOwnLimit } from "../support/churn.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { startEngine, temporaryState, type EngineProcess } from "./engineProcess.ts";

const trees = 6;
const depth = 4;
const kills = 3;

interface Identities {
  /** By number 1 of each, in our numbers. */
  readonly spaces: (readonly [nr: number, id: string, identity: string, name: string, reference: string])[];
  readonly tasks: (readonly [tuple: string, id: string, start: string, names: string])[];
}

describe("an engine that is killed in the middle of everything", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();
  const firsts = (): readonly number[] => specimens.slice(0, trees).flatMap(({ numbers }) => [...numbers]);

  before(async function () {
    skipIf(this, whyNot());
    const made = await Promise.all(Array.from({ length: trees }, () => unshareSpecimen({ depth })));
    specimens.push(...made);
    if (hasOwnLimit()) specimens.push(await churn());
    assert.equal(firsts().length, 24);
  });
  after(async () => {
    await endSpecimens(specimens);
    state.remove();
  });

  async function identities({ asks }: EngineProcess): Promise<Identities> {
    const { spaces } = await asks.spaces();
    const told: Identities = { spaces: [], tasks: [] };
    for (const nr of firsts()) {
      const answer = await asks.resolve({ tuple: `host:${nr}` });
      assert.ok(answer.is === "found");
      const { id, start, tuples, member } = answer.task;
      told.tasks.push([answer.tuple, id, start, JSON.stringify(tuples)]);
      const space = spaces.find((one) => one.id === member);
      assert.ok(space);
      told.spaces.push([nr, space.id, space.identity, space.name, space.reference]);
      const inside = await asks.resolve({ tuple: `${space.reference}:1` });
      assert.ok(inside.is === "found");
      assert.equal(inside.task.id, id, `${space.reference}:1`);
    }
    return told;
  }

  async function nameHalf({ asks }: EngineProcess): Promise<void> {
    for (const [at, nr] of firsts().entries()) {
      if (at % 2 === 1) continue;
      const answer = await asks.resolve({ tuple: `host:${nr}` });
      assert.ok(answer.is === "found");
      assert.equal((await asks.name({ space: answer.task.member, name: `pst-kept-${at}` })).is, "named");
    }
  }

  /** Questions of every kind, and watching; what becomes of them when the engine dies is not asked here. */
  function ask({ asks }: EngineProcess): void {
    const forget = (question: Promise<unknown>): void => void question.catch(() => undefined);
    forget(asks.watch({ on: true }));
    for (const nr of firsts()) {
      forget(asks.hold({ tuple: `host:${nr}` }));
      forget(asks.tasks({ space: "host" }));
      forget(asks.resolve({ tuple: `host:${nr}` }));
      forget(asks.name({ space: `pst-kept-${nr % 24}`, name: `pst-kept-${nr % 24}` }));
    }
  }

  it("comes back with the same spaces, tasks and names", async () => {
    let engine = startEngine(state.env);
    await nameHalf(engine);
    const before = await identities(engine);
    const held = await engine.asks.hold({ tuple: before.tasks[0]?.[0] ?? "" });
    assert.ok(held.is === "found");
    for (let kill = 0; kill < kills; kill += 1) {
      ask(engine);
      await engine.asks.spaces(); // it is in the middle of them
      ask(engine);
      engine.child.kill("SIGKILL");
      assert.equal(await engine.ended, "SIGKILL");
      engine = startEngine(state.env);
      assert.deepEqual(await identities(engine), before);
      assert.equal((await engine.asks.signal({ hold: held.hold, signal: 0 })).is, "gone", "an old hold is nobody's");
      const again = await engine.asks.hold({ tuple: held.tuple });
      assert.ok(again.is === "found");
      assert.deepEqual([again.task.id, again.task.start], [held.task.id, held.task.start]);
    }
    await engine.end();
  });
});
