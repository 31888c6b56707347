/** Tasks that nobody has reaped are looked at ever more seldom; a new one is looked at soon. */
import assert from "node:assert/strict";
import { Dying } from "../../../src/engine/dying.ts";

describe("a task that nobody has reaped", () => {
  it("is due ever more seldom", () => {
    const dying = new Dying();
    assert.equal(dying.pause(0), undefined);
    dying.add(5, 0);
    const dues: number[] = [];
    for (let now = 0; dues.length < 4; now += dying.pause(now) ?? 1) {
      if (dying.takeDue(now).length > 0) dues.push(now);
    }
    assert.deepEqual(dues, [20, 60, 140, 300]);
  });

  it("does not keep a younger one waiting", () => {
    const dying = new Dying();
    dying.add(5, 0);
    for (let now = 0; now < 10_000; now += dying.pause(now) ?? 1) dying.takeDue(now);
    dying.add(6, 10_000);
    assert.equal(dying.pause(10_000), 20);
    assert.deepEqual(dying.takeDue(10_020), [6]);
    dying.delete(6);
    assert.equal(dying.has(6), false);
    assert.equal(dying.has(5), true);
  });
});
