import assert from "node:assert/strict";
import { plain } from "../../../src/editor/words.ts";
import { findSpace, spaceChoices, tuplesWith, tupleChoices } from "../../../src/launch/choices.ts";
import { world } from "../views/world.ts";

const inserts = (typed: string): readonly string[] =>
  tupleChoices(world(), typed, plain).choices.map(({ insert }) => insert);

describe("what can stand where a task is named", () => {
  it("are the spaces, then every task by its own name, the host's last", () => {
    const all = inserts("");
    assert.equal(all[0], "${command:pspace.pickTask}");
    assert.ok(all.includes("web:") && all.includes("host:"), all.join(" "));
    assert.ok(all.indexOf("web:17") < all.indexOf("host:1"), all.join(" "));
    assert.ok(!all.includes("host:9"), "a thread of the kernel");
  });

  it("are the tasks of a space once it is named, the nested ones too", () => {
    assert.deepEqual(inserts("web:"), ["web:1", "web:5", "web:17"]);
    assert.deepEqual(inserts("web:1"), ["web:1", "web:17"]);
    assert.deepEqual(inserts("jobs:"), ["jobs:1", "jobs:2"]);
    assert.deepEqual(inserts("agent:"), ["agent:300"]);
  });

  it("keep the words in which the space was written", () => {
    assert.deepEqual(inserts("pid:[2]:5"), ["pid:[2]:5"]);
  });

  it("are found by name and command", () => {
    assert.ok(inserts("postgres").includes("db:1"));
  });

  it("say when there are more", () => {
    assert.equal(tupleChoices(world(), "", plain).more, false);
  });

  it("are spaces alone where a space is wanted", () => {
    const choices = spaceChoices(world(), plain).map(({ insert }) => insert);
    assert.equal(choices.at(-1), "host");
    assert.ok(choices.includes("jobs/batch"));
  });

  it("for a bare number are all tasks that have it, each by the space that gives it", () => {
    const found = tuplesWith(world(), 1).map(({ tuple, task }) => `${tuple} ${task.name}`);
    assert.deepEqual(found, ["db:1 postgres", "jobs:1 unshared", "jobs/batch:1 batch", "web:1 sh", "host:1 systemd"]);
    assert.deepEqual(tuplesWith(world(), 4242), []);
  });

  it("a space is found by any of its words, and not by what several are called", () => {
    assert.equal(findSpace(world(), "web")?.id, "pid:[2]");
    assert.equal(findSpace(world(), "batch")?.id, "pid:[5]");
    assert.equal(findSpace(world(), "nowhere"), undefined);
  });
});
