/** What was chosen survives, nonsense does not. */
import assert from "node:assert/strict";
import { modeOf, plainSight, sightFrom } from "../../../src/views/sight.ts";

describe("sight", () => {
  it("is a tree, what a filter found, or one list", () => {
    assert.equal(modeOf(plainSight), "tree");
    assert.equal(modeOf({ ...plainSight, filter: " " }), "tree");
    assert.equal(modeOf({ ...plainSight, filter: "node" }), "found");
    assert.equal(modeOf({ ...plainSight, filter: "node", flat: "name" }), "list");
  });

  it("what was stored is taken as far as it makes sense", () => {
    assert.deepEqual(sightFrom(undefined), plainSight);
    assert.deepEqual(sightFrom({ seenFrom: 7, flat: "colour", numbers: "own", filter: "x" }), {
      ...plainSight,
      numbers: "own",
    });
    assert.deepEqual(sightFrom({ ...plainSight, flat: "age", kernelThreads: true }), {
      ...plainSight,
      flat: "age",
      kernelThreads: true,
    });
  });
});
