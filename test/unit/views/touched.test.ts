/** Only rows that changed are drawn again. */
import assert from "node:assert/strict";
import { Outline, spaceRow, taskRow } from "../../../src/views/outline.ts";
import { plainSight, type Sight } from "../../../src/views/sight.ts";
import { recountedRows, touchedRows } from "../../../src/views/touched.ts";
import type { WireChange } from "../../../src/protocol/wire.ts";
import { after, space, spaces, task, tasks, under, world } from "./world.ts";

function touched(change: Partial<WireChange>, sight: Partial<Sight> = {}): readonly string[] | "everything" {
  const eyes = { ...plainSight, ...sight };
  const happened = after(change);
  return touchedRows(new Outline(world(), eyes), new Outline(happened.now, eyes), [happened.change]);
}

describe("touched rows", () => {
  it("a task that changed its name is drawn again alone", () => {
    assert.deepEqual(touched({ tasks: [{ ...tasks.node, name: "nginx" }] }), [taskRow(tasks.node)]);
  });

  it("a new task draws its parent's row again", () => {
    const child = under(tasks.node, task("sh", ["host", 450], ["pid:[2]", 30]));
    assert.deepEqual(touched({ tasks: [child] }), [taskRow(tasks.node)]);
  });

  it("a task that ended draws its parent's row again", () => {
    assert.deepEqual(touched({ goneTasks: [{ id: tasks.tail.id, name: "tail", tuples: [] }] }), [taskRow(tasks.entry)]);
  });

  it("a new space draws the space around it again", () => {
    assert.deepEqual(touched({ spaces: [space("pid:[6]", "new")] }), [spaceRow(spaces.host)]);
  });

  it("a space with another name takes its place among the others", () => {
    assert.deepEqual(touched({ spaces: [{ ...spaces.jobs, name: "zeal" }] }), [spaceRow(spaces.host)]);
  });

  it("a space with another number of tasks is not drawn for that, but counted again in time", () => {
    assert.deepEqual(touched({ spaces: [{ ...spaces.db, tasks: 2 }] }), []);
    const recounted = (change: Partial<WireChange>): readonly string[] =>
      recountedRows(new Outline(world(), plainSight), new Outline(after(change).now, plainSight));
    assert.deepEqual(recounted({ spaces: [{ ...spaces.jobs, tasks: 2 }] }), [spaceRow(spaces.jobs)]);
    assert.deepEqual(recounted({ spaces: [{ ...spaces.db, tasks: 2 }] }), ["group host#1 compose shop"]);
    assert.deepEqual(recounted({ spaces: [{ ...spaces.host, tasks: 999 }] }), []);
    assert.deepEqual(recounted({}), []);
  });

  it("what no row shows draws nothing: that a task runs for a moment, how many the host has", () => {
    assert.deepEqual(touched({ tasks: [{ ...tasks.node, state: "R" }], spaces: [{ ...spaces.host, tasks: 999 }] }), []);
    assert.deepEqual(touched({ tasks: [{ ...tasks.node, state: "t" }] }), [taskRow(tasks.node)]);
  });

  it("nothing that happened draws nothing", () => {
    assert.deepEqual(touched({}), []);
  });

  it("a task that came and went between two drawings leaves no trace", () => {
    const child = under(tasks.node, task("sh", ["host", 450], ["pid:[2]", 30]));
    const come = after({ tasks: [child] }).change;
    const gone = after({ goneTasks: [{ id: child.id, name: "sh", tuples: [] }] });
    const [before, now] = [new Outline(world(), plainSight), new Outline(gone.now, plainSight)];
    assert.deepEqual(touchedRows(before, now, [come, gone.change]), []);
  });

  it("a list or a filter is drawn anew", () => {
    assert.equal(touched({}, { flat: "name" }), "everything");
    assert.equal(touched({}, { filter: "node" }), "everything");
  });
});
