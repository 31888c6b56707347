import assert from "node:assert/strict";
import { apiOf } from "../../../src/api/api.ts";
import type { Engine } from "../../../src/client/engine.ts";
import type { Repainted, Spaces } from "../../../src/client/spaces.ts";
import { after, tasks, world } from "../views/world.ts";

/** An engine that answers with `node` and keeps what it was asked. */
function stage() {
  const asked: unknown[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    "pspace/resolve": { is: "found", tuple: "web:17", pid: tasks.node.host, task: tasks.node },
    "pspace/hold": { is: "found", hold: 3, tuple: "web:17", task: tasks.node },
    "pspace/plan": { is: "planned", plan: { task: "web:17" } },
    "pspace/release": null,
  };
  const engine = {
    ask: ({ method }: { method: string }, params: object) => {
      asked.push([method.slice(7), params]);
      return Promise.resolve(answers[method]);
    },
  } as unknown as Engine;
  const listeners = new Set<(painted: Repainted) => void>();
  let watchers = 0;
  const spaces = {
    watch: () => ((watchers += 1), { dispose: () => (watchers -= 1) }),
    onRepainted: (listener: (painted: Repainted) => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  } as unknown as Spaces;
  return { api: apiOf({ engine, spaces, sources: () => ["/src"] }), asked, listeners, watching: () => watchers };
}

describe("what other extensions may ask", () => {
  it("is a tuple as text, a tuple as a value, or a task", async () => {
    const { api, asked } = stage();
    await api.resolve("web:17", { seenFrom: "db" });
    await api.resolve({ space: "pid:[2]", nr: 17 });
    await api.tuplesOf(tasks.node);
    assert.deepEqual(asked, [
      ["resolve", { tuple: "web:17", seenFrom: "db" }],
      ["resolve", { tuple: "pid:[2]:17" }],
      ["resolve", { tuple: "pid:[2]:17" }],
    ]);
  });

  it("is answered for the very task, or as one that is gone", async () => {
    const { api } = stage();
    const former = { ...tasks.node, id: "who had the number before" };
    assert.deepEqual(await api.seenFrom(tasks.node, "host"), tasks.node.host);
    assert.equal(await api.seenFrom(former, "host"), undefined);
    assert.deepEqual(await api.tuplesOf(former), []);
    assert.equal(await api.plan(former), undefined);
  });

  it("plans while the task is held, and lets go of it", async () => {
    const { api, asked } = stage();
    assert.deepEqual(await api.plan("web:17", { debugger: "gdb" }), { task: "web:17" });
    assert.deepEqual(asked, [
      ["hold", { tuple: "web:17" }],
      ["plan", { hold: 3, sources: ["/src"], debugger: "gdb" }],
      ["release", { hold: 3 }],
    ]);
  });

  it("watches for as long as somebody listens", () => {
    const { api, listeners, watching } = stage();
    const heard: unknown[] = [];
    const listening = api.onDidChange((change) => heard.push(change.goneSpaces));
    assert.equal(watching(), 1);
    const { now, change } = after({ goneSpaces: ["pid:[3]"] });
    for (const tell of listeners) tell({ before: world(), now, change, anew: false });
    assert.deepEqual(heard, [["pid:[3]"]]);
    listening.dispose();
    assert.deepEqual([watching(), listeners.size], [0, 0]);
  });

  it("cannot be changed by whoever has it", () => {
    assert.ok(Object.isFrozen(stage().api));
  });
});
