/** What the picker lists. */
import assert from "node:assert/strict";
import { plain } from "../../../src/editor/words.ts";
import { spaceChoices, taskChoices, typedChoice } from "../../../src/views/choices.ts";
import { isAttachable } from "../../../src/views/kinds.ts";
import { tasks, world } from "./world.ts";

function listed(last?: string): string[] {
  return taskChoices(world(), { last, wanted: isAttachable }, plain).map((choice) =>
    choice.is === "separator" ? `— ${choice.label}` : choice.label,
  );
}

describe("choices", () => {
  it("tasks stand by space, containers before the host", () => {
    assert.deepEqual(listed(), [
      "— agent",
      "agent 300",
      "— shop / db",
      "postgres 1",
      "— jobs",
      "unshared 1",
      "— jobs/batch",
      "batch 1",
      "— shop / web",
      "sh 1",
      "tail 5",
      "node 17",
      "— host",
      "systemd 1",
    ]);
  });

  it("the one picked last comes first, while it lives", () => {
    assert.deepEqual(listed(tasks.node.id).slice(0, 2), ["— picked last", "node 17"]);
    assert.deepEqual(listed("somebody else"), listed());
  });

  it("a number in any space can be typed", () => {
    const choice = taskChoices(world(), { wanted: (task) => task === tasks.batchInit }, plain)[1];
    assert.equal(choice?.is === "task" && choice.description, "batch:1 · jobs:2 · host:601");
  });

  it("spaces stand by name, the host last, each with what made it and how many tasks it has", () => {
    const lines = spaceChoices(world(), ({ id }) => id !== "pid:[2]", plain).map(
      ({ icon, label, description }) => `${icon} ${label} | ${description}`,
    );
    assert.deepEqual(lines, [
      "vm-outline agent | docker · 1 task",
      "vm db | docker · 1 task",
      "symbol-namespace jobs | 1 task",
      "symbol-namespace batch | jobs/batch · 1 task",
      "server-environment host | 4 tasks",
    ]);
  });

  it("a tuple can be typed straight, a lone number cannot", () => {
    assert.deepEqual(typedChoice(" web:17 ", plain), {
      is: "typed",
      tuple: "web:17",
      label: "The task that web:17 names",
    });
    assert.equal(typedChoice("17", plain), undefined);
  });
});
