import assert from "node:assert/strict";
import { crioRuntime } from "../../../../src/engine/runtimes/crio.ts";

describe("CRI-O", () => {
  it("its containers are known by their groups, their monitors are not containers", () => {
    const { findInGroup } = crioRuntime();
    assert.ok(findInGroup);
    const id = "a".repeat(64);
    assert.equal(findInGroup(`crio-${id}.scope`, []), id);
    assert.equal(findInGroup(`kubepods-podX.slice:crio:${id}`, []), id);
    assert.equal(findInGroup(`crio-conmon-${id}.scope`, []), undefined);
  });

  it("a container without a bundle has no name", async () => {
    assert.equal((await crioRuntime().readLabels?.(["0".repeat(64)]))?.size, 0);
  });
});
