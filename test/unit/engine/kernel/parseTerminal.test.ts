/** Whether a terminal controls a task. */
import assert from "node:assert/strict";
import { hasTerminal } from "../../../../src/engine/kernel/parseTerminal.ts";

describe("terminal of a task", () => {
  it("is field 7, whatever the name has in it", () => {
    assert.equal(hasTerminal("17 (a) b (c) S 1 17 17 34816 17 4194304 0"), true);
    assert.equal(hasTerminal("17 (bash) S 1 17 17 0 -1 4194304 0"), false);
  });

  it("is none where there is nothing to read", () => {
    assert.equal(hasTerminal(""), false);
    assert.equal(hasTerminal("nonsense"), false);
    assert.equal(hasTerminal("1 (x) S 1"), false);
  });
});
