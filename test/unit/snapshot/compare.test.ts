import assert from "node:assert/strict";
import { compareSnapshots, comparisonLines } from "../../../src/snapshot/compare.ts";
import { webSpace } from "../cli/stage.ts";
import { agent, snapshot } from "../cli/snapshot/snapshots.ts";

describe("two snapshots compared", () => {
  it("are the same when nothing happened", () => {
    const nothing = { came: [], went: [], changed: [] };
    assert.deepEqual(compareSnapshots(snapshot, snapshot), { spaces: nothing, tasks: nothing });
  });

  it("differ by identity: a number that another task has now is one that went and one that came", () => {
    const other = { ...agent, id: "boot/9/800", name: "other" };
    const after = { ...snapshot, tasks: [other, ...snapshot.tasks.slice(1)] };
    const { tasks } = compareSnapshots(snapshot, after);
    assert.deepEqual([tasks.came, tasks.went, tasks.changed], [[other], [agent], []]);
  });

  it("are said a line for each difference", () => {
    const after = { ...snapshot, tasks: snapshot.tasks.slice(1) };
    assert.deepEqual(comparisonLines(compareSnapshots(snapshot, after)), ["- host:800  agent"]);
  });

  it("show a space that has another name now", () => {
    const renamed = { ...webSpace, name: "shop", reference: "shop" };
    const after = { ...snapshot, map: { ...snapshot.map, spaces: [renamed] } };
    const { spaces } = compareSnapshots(snapshot, after);
    assert.deepEqual(spaces.changed, [{ before: webSpace, after: renamed }]);
    assert.equal(spaces.went.length, 2);
  });
});
