/** Where everything stands in the map. */
import assert from "node:assert/strict";
import { emptyPicture } from "../../../../src/client/picture.ts";
import { pictureOf } from "../../../../src/client/picture.ts";
import { extentOf, layoutMap, type Box, type Rectangle } from "../../../../src/views/map/layout.ts";
import { spaces, task, world } from "../world.ts";

function apart(a: Rectangle, b: Rectangle): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

/** Everything lies inside its box, and nothing on anything else. */
function check(box: Box): void {
  const things: readonly Rectangle[] = [...box.chips, ...box.boxes];
  for (const [at, thing] of things.entries()) {
    assert.ok(thing.x >= 0 && thing.x + thing.width <= box.width, `${box.title}: breadth`);
    assert.ok(thing.y >= 0 && thing.y + thing.height <= box.height, `${box.title}: height`);
    for (const other of things.slice(at + 1)) assert.ok(apart(thing, other), `${box.title}: overlap`);
  }
  box.boxes.forEach(check);
}

describe("layout of the map", () => {
  it("everything lies inside its space and nothing covers anything", () => {
    const boxes = layoutMap(world());
    boxes.forEach(check);
    assert.equal(boxes.length, 1);
    const { width, height } = extentOf(boxes);
    assert.ok(width > 0 && height > 0);
  });

  it("a space inside a space is a box inside a box", () => {
    const [host] = layoutMap(world());
    const jobs = host?.boxes.find(({ space }) => space.name === "jobs");
    assert.deepEqual(
      jobs?.boxes.map(({ title }) => title),
      ["batch"],
    );
    assert.ok(host?.boxes.some(({ title }) => title === "shop / web"));
  });

  it("of very many tasks some are drawn and the others counted", () => {
    const many = Array.from({ length: 500 }, (_, at) => task(`t${at.toString()}`, ["host", at + 10]));
    const [host] = layoutMap(pictureOf({ generation: 1, self: "host", spaces: [spaces.host] }, many));
    assert.ok(host);
    assert.equal(host.chips.length + host.more, 500);
    check(host);
  });

  it("nothing is an empty map", () => {
    assert.deepEqual(extentOf(layoutMap(emptyPicture)), { width: 0, height: 0 });
  });
});
