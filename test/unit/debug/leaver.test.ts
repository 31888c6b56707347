/** Who ended a session first. */
import assert from "node:assert/strict";
import { noteLeaver } from "../../../src/debug/leaver.ts";

const event = (name: string): unknown => ({ type: "event", seq: 1, event: name });
const request = (command: string): unknown => ({ type: "request", seq: 1, command });

describe("a session's end", () => {
  it("is the task's where its adapter says so first, whatever the editor says afterwards", () => {
    const state = {};
    noteLeaver(state, event("terminated"), "toEditor");
    noteLeaver(state, request("disconnect"), "toAdapter");
    assert.deepEqual(state, { left: "task" });
  });

  it("is the person's where the editor lets go first", () => {
    const state = {};
    noteLeaver(state, event("stopped"), "toEditor");
    noteLeaver(state, request("terminate"), "toAdapter");
    noteLeaver(state, event("exited"), "toEditor");
    assert.deepEqual(state, { left: "person" });
  });
});
