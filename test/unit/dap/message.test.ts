import assert from "node:assert/strict";
import { isBody, isMessage } from "../../../src/dap/message.ts";

describe("messages of the debug protocol", () => {
  it("are known by their envelope", () => {
    assert.ok(isMessage({ type: "request", seq: 1, command: "attach" }));
    assert.ok(isMessage({ type: "response", seq: 1, request_seq: 1, command: "attach", success: true }));
    assert.ok(isMessage({ type: "event", seq: 1, event: "stopped", more: 1 }));
    assert.ok(!isMessage({ type: "event", seq: 1 }));
    assert.ok(!isMessage("event"));
  });

  it("a body is an object with names", () => {
    assert.ok(isBody({}));
    assert.ok(![[], null, 3, "x", undefined].some(isBody));
  });
});
