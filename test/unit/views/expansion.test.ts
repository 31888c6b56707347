/** Which rows stay open. */
import assert from "node:assert/strict";
import { Expansion } from "../../../src/views/expansion.ts";

describe("expansion", () => {
  it("a row is as it was left, by identity; another as is usual", () => {
    const expansion = new Expansion();
    expansion.choose("space web", "open");
    expansion.choose("task 1", "closed");
    assert.equal(expansion.stateOf("space web", "closed"), "open");
    assert.equal(expansion.stateOf("task 1", "open"), "closed");
    assert.equal(expansion.stateOf("space db", "closed"), "closed");
  });

  it("what is gone is forgotten", () => {
    const expansion = new Expansion();
    expansion.choose("space web", "open");
    expansion.choose("space db", "open");
    expansion.keep((row) => row === "space db");
    assert.equal(expansion.stateOf("space web", "closed"), "closed");
    assert.equal(expansion.stateOf("space db", "closed"), "open");
  });
});
