/** Rows that VS Code may not know at the moment. */
import assert from "node:assert/strict";
import { Outline, spaceRow, taskRow } from "../../../src/views/outline.ts";
import { Redrawn } from "../../../src/views/redrawn.ts";
import { plainSight } from "../../../src/views/sight.ts";
import { spaces, tasks, world } from "./world.ts";

describe("redrawn rows", () => {
  const outline = new Outline(world(), plainSight);

  it("are those that were told, and what is below them, for a while", () => {
    let now = 1_000;
    const redrawn = new Redrawn(() => now);
    assert.equal(redrawn.has(outline, taskRow(tasks.node)), false);
    redrawn.tell([spaceRow(spaces.web)]);
    assert.equal(redrawn.has(outline, taskRow(tasks.node)), true);
    assert.equal(redrawn.has(outline, spaceRow(spaces.web)), true);
    assert.equal(redrawn.has(outline, taskRow(tasks.postgres)), false);
    now += 10_000;
    assert.equal(redrawn.has(outline, taskRow(tasks.node)), false);
  });

  it("are all of them after everything was drawn", () => {
    const redrawn = new Redrawn(() => 0);
    redrawn.tell("everything");
    assert.equal(redrawn.has(outline, taskRow(tasks.postgres)), true);
  });
});
