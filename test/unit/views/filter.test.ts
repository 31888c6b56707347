/** Which tasks words mean. */
import assert from "node:assert/strict";
import { matches } from "../../../src/views/filter.ts";
import { tasks, world } from "./world.ts";

describe("filter", () => {
  const says = (filter: string): boolean => matches(world(), tasks.node, filter);

  it("all words must be found, in name, command, space or project", () => {
    assert.equal(says("node"), true);
    assert.equal(says("SHOP --serve"), true);
    assert.equal(says("web postgres"), false);
    assert.equal(says("  "), true);
  });

  it("a number is one of its own, whole, in any space", () => {
    assert.equal(says("17"), true);
    assert.equal(says("417"), true);
    assert.equal(says("0x11"), true);
    assert.equal(says("41"), false);
    assert.equal(says("db:17"), false);
  });
});
