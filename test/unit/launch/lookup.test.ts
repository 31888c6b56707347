import assert from "node:assert/strict";
import type { Engine } from "../../../src/client/engine.ts";
import { plain } from "../../../src/editor/words.ts";
import { entriesIn } from "../../../src/launch/fields.ts";
import { lookUpAll } from "../../../src/launch/lookup.ts";
import { tasks } from "../views/world.ts";

/** What is said of a configuration by an engine that knows `web` and its three tasks. */
async function looked(configuration: object): Promise<readonly string[]> {
  const answers: Readonly<Record<string, (params: { tuple?: string; space?: string }) => unknown>> = {
    "pspace/resolve": ({ tuple }) =>
      tuple === "web:17"
        ? { is: "found", tuple, pid: tasks.node.pid, task: tasks.node }
        : { is: "noSuchTask", reference: tuple },
    "pspace/tasks": ({ space }) =>
      space === "web" ? { is: "found", tasks: [tasks.entry, tasks.node, tasks.tail] } : { is: "noSuchSpace", space },
  };
  const engine = {
    ask: (request: { method: string }, params: object) => Promise.resolve(answers[request.method]?.(params)),
  } as unknown as Engine;
  const [entry] = entriesIn(JSON.stringify({ configurations: [configuration] }), "/w/.vscode/launch.json");
  assert.ok(entry);
  const all = await lookUpAll(engine, entry, plain);
  return all.map(({ field, task, finding }) => `${field.name}: ${task?.name ?? finding?.text ?? "nothing"}`);
}

describe("looking up a launch configuration", () => {
  it("finds the task of a tuple, or says that there is none", async () => {
    assert.deepEqual(await looked({ type: "node", processId: "web:17" }), ["processId: node"]);
    assert.deepEqual(await looked({ type: "pspace", task: "web:18" }), ["task: There is no task web:18."]);
  });

  it("finds the one task that matches, or says that none or several do", async () => {
    assert.deepEqual(await looked({ type: "pspace", space: "web", match: "node" }), ["space: nothing", "match: node"]);
    const none = await looked({ type: "pspace", space: "web", match: "nginx" });
    assert.equal(none[1], "match: No task in web matches “nginx”.");
    const several = await looked({ type: "pspace", space: "web", match: "--serve" });
    assert.match(several[1] ?? "", /^match: web --serve may be any of/);
  });

  it("says at the space that there is no such space", async () => {
    const said = await looked({ type: "pspace", space: "nowhere", match: "x" });
    assert.deepEqual(said, ["space: nothing", "space: There is no space called nowhere."]);
  });
});
