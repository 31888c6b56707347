/** The state of the sidebar as a whole. */
import assert from "node:assert/strict";
import { stateOf } from "../../../src/views/viewState.ts";

describe("the sidebar", () => {
  it("says nothing before there is something to say, for a welcome would take the focus from the tree", () => {
    assert.equal(stateOf("linux", "starting", false, false), undefined);
    assert.equal(stateOf("linux", "ready", false, false), undefined);
  });

  it("says that a start is slow, that the engine is away, and that it is ready", () => {
    assert.equal(stateOf("linux", "ready", false, true), "starting");
    assert.equal(stateOf("linux", "waiting", true, true), "starting");
    assert.equal(stateOf("linux", "failed", false, false), "failed");
    assert.equal(stateOf("linux", "ready", true, false), "ready");
  });

  it("says where there is nothing to see", () => {
    assert.equal(stateOf("darwin", "failed", false, false), "notLinux");
  });
});
