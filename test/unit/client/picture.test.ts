/** The picture: what follows from a map and its changes. */
import assert from "node:assert/strict";
import { changeBetween, emptyPicture } from "../../../src/client/picture.ts";
import { after, spaces, task, tasks, under, world } from "../views/world.ts";

describe("picture", () => {
  it("the same number means another task in each space", () => {
    const picture = world();
    assert.equal(picture.taskAt("host", 1), tasks.init);
    assert.equal(picture.taskAt("pid:[2]", 1), tasks.entry);
    assert.equal(picture.taskAt("pid:[3]", 1), tasks.postgres);
    assert.equal(picture.taskAt("pid:[2]", 2), undefined);
  });

  it("a container without numbers of its own uses the host's", () => {
    const picture = world();
    assert.equal(picture.taskAt("docker://a", 300), tasks.agentTask);
    assert.equal(picture.taskAt("docker://a", 417), tasks.node);
    assert.equal(picture.ownTuple(tasks.agentTask), "agent:300");
  });

  it("a task is written by the number in its own space", () => {
    assert.equal(world().ownTuple(tasks.node), "web:17");
    assert.equal(world().ownTuple(tasks.batchInit), "jobs/batch:1");
    assert.equal(world().tupleIn(tasks.batchInit, "pid:[4]"), "jobs:2");
    assert.equal(world().tupleIn(tasks.batchInit, "pid:[2]"), undefined);
  });

  it("children are those of the same space", () => {
    const picture = world();
    assert.deepEqual(picture.children(tasks.entry), [tasks.node, tasks.tail]);
    assert.deepEqual(picture.children(tasks.jobsInit), [], "batch's first task has its own space");
    assert.equal(picture.parentOf(tasks.entry), undefined);
    assert.equal(picture.parentOf(tasks.node), tasks.entry);
  });

  it("a change is applied and the picture before stays as it was", () => {
    const cron = under(tasks.entry, task("cron", ["host", 450], ["pid:[2]", 30]));
    const gone = { id: tasks.tail.id, name: "tail", tuples: [] };
    const { now } = after({ tasks: [cron], goneTasks: [gone], goneSpaces: ["pid:[3]"] });
    assert.equal(now.taskAt("pid:[2]", 30), cron);
    assert.equal(now.taskAt("pid:[2]", 5), undefined);
    assert.equal(now.spaces.has("pid:[3]"), false);
    assert.equal(world().taskAt("pid:[2]", 5), tasks.tail);
  });

  it("a task whose parent has ended is number 1's", () => {
    const { now } = after({ goneTasks: [{ id: tasks.entry.id, name: "sh", tuples: [] }] });
    assert.equal(now.parentOf(tasks.node), undefined, "web's number 1 has ended too");
    const orphan = { ...task("cron", ["host", 450], ["pid:[2]", 30]), parent: { space: "host", nr: 449 } };
    const later = after({ tasks: [orphan] }).now;
    assert.equal(later.parentOf(orphan), tasks.entry);
    assert.ok(later.children(tasks.entry).includes(orphan));
  });

  it("a tuple in its canonical spelling names a task, however the space is spelled", () => {
    const picture = world();
    assert.equal(picture.taskNamed("web:17"), tasks.node);
    assert.equal(picture.taskNamed("jobs/batch:1"), tasks.batchInit);
    assert.equal(picture.taskNamed("pid:[2]:17"), tasks.node);
    assert.equal(picture.taskNamed("agent:300"), tasks.agentTask);
    assert.equal(picture.taskNamed("gone:1"), undefined);
    assert.equal(picture.taskNamed("web:18"), undefined);
  });

  it("a task has children also where these entered another space", () => {
    assert.equal(world().isParent(tasks.init), true);
    assert.equal(world().isParent(tasks.jobsInit), true);
    assert.equal(world().isParent(tasks.node), false);
  });

  it("two pictures differ by what an engine would have told", () => {
    const renamed = { ...tasks.node, name: "nginx" };
    const gone = { id: tasks.tail.id, name: "tail", tuples: [] };
    const { now } = after({ tasks: [renamed], goneTasks: [gone], goneSpaces: ["pid:[3]"] });
    const { spaces: changed, tasks: others, goneSpaces, goneTasks } = changeBetween(world(), now);
    assert.deepEqual([changed, others, goneSpaces], [[], [renamed], ["pid:[3]"]]);
    assert.deepEqual(
      goneTasks.map(({ id }) => id),
      [tasks.tail.id],
    );
  });

  it("spaces stand inside their parents", () => {
    assert.deepEqual(world().within("pid:[4]"), [spaces.batch]);
    assert.deepEqual(world().outermost(), [spaces.host]);
    assert.deepEqual(emptyPicture.outermost(), []);
  });
});
