import assert from "node:assert/strict";
import { isMeant, proveHeld } from "../../../src/debug/proof.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import { FakeEngine } from "./fakeEngine.ts";

const meant = { hold: 3, reference: "web:17" };
const tracer = { space: "host", nr: 9 };

describe("the guard after an attach", () => {
  it("the same task passes", () => proveHeld(new FakeEngine({ guard: { is: "same" } }), meant, { tracer }));

  it("a task that is gone, another tracer and a dead engine each are a problem of their own", async () => {
    const problemOf = async (answers: object): Promise<string> => {
      try {
        await proveHeld(new FakeEngine({ ...answers }), meant, { tracer });
        return "none";
      } catch (thrown) {
        return thrown instanceof ProblemError ? thrown.problem.is : "bug";
      }
    };
    assert.equal(await problemOf({ guard: { is: "gone" } }), "taskGone");
    assert.equal(await problemOf({ guard: { is: "notTraced" } }), "wrongTask");
    assert.equal(await problemOf({ guard: { is: "notTraced", by: tracer } }), "wrongTask");
    assert.equal(await problemOf({}), "engineStopped");
  });

  it("the same number in another namespace is another task", () => {
    const expected = { own: { space: "pid:[7]", nr: 17 }, pidns: "pid:[7]" };
    assert.ok(isMeant({ own: 17, pidns: "pid:[7]" }, expected));
    assert.ok(!isMeant({ own: 17, pidns: "pid:[8]" }, expected));
    assert.ok(!isMeant({ own: 18, pidns: "pid:[7]" }, expected));
    assert.ok(isMeant({ own: 17 }, expected));
  });
});
