import assert from "node:assert/strict";
import { overlap, partAt, wholeLines } from "../../../src/documents/partAt.ts";

const step = 1 << 20;

describe("the parts of a big file", () => {
  it("cover it, and have a little in common", () => {
    const size = 10 * step + 5;
    let covered = 0;
    for (let number = 0; number <= 10; number += 1) {
      const { from, to } = partAt(number, size, step);
      assert.equal(from, number === 0 ? 0 : Math.min(covered, size - step) - overlap);
      covered = to;
    }
    assert.equal(covered, size);
  });

  it("are counted from the end too, and never beyond", () => {
    assert.equal(partAt(-1, 10 * step, step).number, 9);
    assert.equal(partAt(-2, 10 * step, step).number, 8);
    assert.equal(partAt(-99, 10 * step, step).number, 0);
    assert.equal(partAt(99, 10 * step, step).number, 9);
    assert.equal(partAt(Number.NaN, 10 * step, step).number, 0);
    assert.deepEqual(partAt(0, 0, step), { number: 0, from: 0, to: 0 });
  });

  it("show whole lines: each is in one of them, and none is cut in two", () => {
    const lines = Array.from({ length: 40_000 }, (_, nr) => `line ${nr.toString()} ${"x".repeat(60)}`);
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    const seen = new Set<string>();
    for (let number = 0; number < Math.ceil(bytes.length / step); number += 1) {
      const part = partAt(number, bytes.length, step);
      const text = wholeLines(bytes.subarray(part.from, part.to), part, bytes.length);
      for (const line of text.trimEnd().split("\n")) seen.add(line);
    }
    assert.deepEqual([...seen], lines);
  });
});
