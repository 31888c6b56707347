import assert from "node:assert/strict";
import { chooseTask, readWanted, tupleOf } from "../../../src/debug/wanted.ts";
import { taskOf } from "./fakeEngine.ts";

describe("what a configuration asks for", () => {
  it("a tuple, or a space and a match", () => {
    assert.deepEqual(readWanted({ task: " web:17 " }), { by: "tuple", tuple: "web:17" });
    assert.deepEqual(readWanted({ space: "web", match: "worker" }), { by: "match", space: "web", match: "worker" });
  });

  it("a number alone names no task", () => {
    const wanted = readWanted({ task: 17 });
    assert.match(wanted.by === "nothing" ? wanted.why : "", /17 alone names no task/);
    assert.equal(readWanted({ space: "web" }).by, "nothing");
  });

  it("the strictest reading of a match that finds any decides", () => {
    const shell = taskOf(1, { name: "sh", command: ["sh", "-c", "node /app/worker.js"] });
    const worker = taskOf(2);
    const all = [shell, worker];
    assert.equal(chooseTask(all, "web", "node"), worker);
    assert.equal(chooseTask(all, "web", "worker.js"), worker);
    assert.equal(chooseTask(all, "web", "-c node"), shell);
  });

  it("several are an answer, and so is none", () => {
    const several = chooseTask([taskOf(1), taskOf(2)], "web", "node");
    assert.ok("is" in several && several.is === "unresolved" && several.resolution.is === "ambiguousTask");
    const none = chooseTask([taskOf(1)], "web", "redis");
    assert.ok("is" in none && none.is === "attachFailed");
  });

  it("a task is asked for by its innermost name", () => {
    assert.equal(tupleOf(taskOf(7022)), "pid:[7]:17");
  });
});
