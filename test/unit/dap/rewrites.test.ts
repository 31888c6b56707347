import assert from "node:assert/strict";
import { toAdapter, toEditor } from "../../../src/dap/rewrites.ts";

describe("what the pump changes in passing", () => {
  it("a session only ever lets go of the task", () => {
    const disconnect = { type: "request", seq: 3, command: "disconnect" } as const;
    const harmless = { ...disconnect, arguments: { terminateDebuggee: false } };
    assert.deepEqual(toAdapter(disconnect), harmless);
    assert.deepEqual(toAdapter({ ...disconnect, arguments: { terminateDebuggee: true } }), harmless);
    assert.deepEqual(toAdapter({ ...disconnect, arguments: { restart: true } }).type, "request");
    assert.deepEqual(toAdapter({ type: "request", seq: 3, command: "terminate" }), harmless);
  });

  it("the editor does not learn that the adapter could end it", () => {
    const body = {
      supportsTerminateRequest: true,
      supportTerminateDebuggee: true,
      supportsRestartRequest: true,
      supportsSetVariable: true,
    };
    const response = { type: "response", seq: 1, request_seq: 1, command: "initialize", success: true, body } as const;
    assert.deepEqual(toEditor(response), { ...response, body: { supportsSetVariable: true } });
    const event = { type: "event", seq: 2, event: "capabilities", body: { capabilities: body } } as const;
    assert.deepEqual(toEditor(event), { ...event, body: { capabilities: { supportsSetVariable: true } } });
  });

  it("nothing else", () => {
    const evaluate = { type: "request", seq: 4, command: "evaluate", arguments: { terminateDebuggee: true } } as const;
    assert.equal(toAdapter(evaluate), evaluate);
    const stopped = { type: "event", seq: 5, event: "stopped", body: {} } as const;
    assert.equal(toAdapter(stopped), stopped);
    assert.equal(toEditor(stopped), stopped);
  });
});
