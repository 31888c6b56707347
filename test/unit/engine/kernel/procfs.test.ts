import assert from "node:assert/strict";
import os from "node:os";
import { isProcfs } from "../../../../src/engine/kernel/procfs.ts";

describe("a folder given as procfs", () => {
  it("is one or is not", () => {
    assert.deepEqual(["/proc", os.tmpdir(), "/nowhere/at/all"].map(isProcfs), [true, false, false]);
  });
});
