import assert from "node:assert/strict";
import { buildahRuntime } from "../../../../src/engine/runtimes/buildah.ts";

describe("Buildah", () => {
  it("a working container carries its name in its group", async () => {
    const name = buildahRuntime.findInGroup?.("buildah-buildah123.scope", []);
    assert.equal(name, "buildah-buildah123");
    assert.equal(buildahRuntime.findInGroup?.("web", []), undefined);
    assert.deepEqual([...((await buildahRuntime.readLabels?.([name])) ?? [])], [[name, { name }]]);
  });
});
