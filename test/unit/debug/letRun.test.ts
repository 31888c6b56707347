/** When a task that was stopped at its exec runs on. */
import assert from "node:assert/strict";
import { planWhenReady } from "../../../src/debug/letRun.ts";
import { shutGate, type Plan } from "../../../src/model/plan.ts";
import { FakeEngine, planWith } from "./fakeEngine.ts";

const standing = (engine: FakeEngine) => ({ hold: 7, reference: "web:1", standing: { engine, hold: 7 } });

/** Plans one after the other, the last again and again; `open` ones have no shut gate. */
function plansOf(name: string, ...opens: readonly boolean[]): () => Promise<Plan> {
  const left = [...opens];
  return () => {
    const open = left.length > 1 ? left.shift() : left[0];
    const gates = open === true ? {} : { port: { open: false, why: "it has none yet", settings: {} } };
    const { plan } = planWith(gates) as { plan: Plan };
    return Promise.resolve({ ...plan, debugger: name } as Plan);
  };
}

describe("a task that was waited for", () => {
  it("stands until a native debugger has it", async () => {
    const engine = new FakeEngine({ go: null });
    await planWhenReady(standing(engine), true, plansOf("lldb-dap", true));
    assert.deepEqual(engine.asked, []);
  });

  it("runs, and is asked again until its language's debugger can speak with it", async () => {
    const engine = new FakeEngine({ go: null });
    const plan = await planWhenReady(standing(engine), true, plansOf("js-debug", false, false, true));
    assert.equal(shutGate(plan.gates), undefined);
    assert.deepEqual(engine.asked, ["go"]);
  });

  it("that was not waited for is planned once", async () => {
    const plan = await planWhenReady(standing(new FakeEngine({})), false, plansOf("js-debug", false, true));
    assert.ok(shutGate(plan.gates));
  });
});
