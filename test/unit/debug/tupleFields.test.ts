import assert from "node:assert/strict";
import { findTuple, putAside } from "../../../src/debug/tupleFields.ts";

describe("tuples in other debug types", () => {
  it("are found where a process id belongs", () => {
    assert.deepEqual(findTuple({ type: "lldb", pid: "web:17" }), { field: "pid", tuple: "web:17" });
    assert.deepEqual(findTuple({ type: "cppdbg", processId: "docker://db:0x38" })?.tuple, "docker://db:0x38");
  });

  it("plain numbers and other words are left alone", () => {
    for (const value of [17, "17", "${command:pickProcess}", undefined]) {
      assert.equal(findTuple({ type: "lldb", pid: value }), undefined);
    }
    assert.equal(findTuple({ type: "lldb", program: "web:17" }), undefined);
  });

  it("Node's is put aside before js-debug would signal a stranger", () => {
    const node = { type: "pwa-node", request: "attach", name: "n", processId: "web:17" };
    assert.deepEqual(putAside(node), { type: "pwa-node", request: "attach", name: "n", __pspaceTask: "web:17" });
    const picked = putAside({ ...node, processId: "${command:pspace.pickTask}" });
    assert.deepEqual(picked, {
      type: "pwa-node",
      request: "attach",
      name: "n",
      __pspaceTask: "${command:pspace.pickTask}",
    });
    for (const other of [
      { ...node, processId: "${command:PickProcess}" },
      { ...node, request: "launch" },
      { ...node, type: "lldb" },
    ]) {
      assert.equal(putAside(other), other);
    }
  });
});
