import assert from "node:assert/strict";
import { foreignType, foreignTypes } from "../../../src/debug/foreignTypes.ts";

describe("debug types of other extensions", () => {
  it("each has a way of ours; a number alone is no use where a port is what leads there", () => {
    assert.equal(foreignType("lldb")?.debugger, "codelldb");
    for (const { debugger: name, byNumber } of Object.values(foreignTypes))
      assert.equal(byNumber, !["js-debug", "debugpy", "java"].includes(name), name);
  });
  it("any other type is unknown, whatever it is called", () => {
    for (const type of ["sql", "toString", undefined, 7]) assert.equal(foreignType(type), undefined);
  });
});
