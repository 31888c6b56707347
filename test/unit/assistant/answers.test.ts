import assert from "node:assert/strict";
import { planText, resolutionText, spacesText, tasksText } from "../../../src/assistant/answers.ts";
import { spaces, tasks } from "../views/world.ts";

const gate = { open: true, why: "it is", settings: { port: 1 } };

describe("what a language model reads", () => {
  it("of a lookup is the task with every name it has", () => {
    const said = resolutionText({ is: "found", tuple: "web:17", pid: tasks.node.host, task: tasks.node });
    const { task, seenAs } = JSON.parse(said) as { task: { tuples: string[] }; seenAs: string };
    assert.deepEqual([task.tuples, seenAs], [["host:417", "web:17"], "host:417"]);
    assert.match(resolutionText({ is: "noSuchTask", reference: "web:18" }), /"noSuchTask".*web:18/);
  });

  it("of a machine are its spaces, as they are written in a tuple", () => {
    assert.match(spacesText([spaces.host, spaces.batch]), /"space":"jobs\/batch"/);
  });

  it("of a space are its tasks, and how many were left out", () => {
    const { tasks: told, leftOut } = JSON.parse(
      tasksText("web", { is: "found", tasks: Array<typeof tasks.node>(500).fill(tasks.node) }),
    ) as { tasks: { tuple: string }[]; leftOut: number };
    assert.deepEqual([told.length, told[0]?.tuple, leftOut], [200, "web:17", 300]);
    assert.match(tasksText("nowhere", { is: "noSuchSpace", space: "nowhere" }), /noSuchSpace/);
  });

  it("of a plan are the gates, without what only a debugger reads", () => {
    const gates = { number: gate, permission: { ...gate, open: false, cure: "sudo" }, files: gate, port: gate };
    const said = planText({ task: "web:17", debugger: "gdb", gates, configuration: { secret: 1 } });
    assert.match(said, /"permission":\{"open":false,"why":"it is","cure":"sudo"\}/);
    assert.doesNotMatch(said, /settings|secret/);
  });
});
