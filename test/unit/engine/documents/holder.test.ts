/** Which life of a number a line means. A worker of number 17 that was started anew three times, and the fourth that lives. */
import assert from "node:assert/strict";
import { chooseSpan, nextAfter, type Span } from "../../../../src/engine/documents/holder.ts";
import type { Tells } from "../../../../src/engine/documents/format.ts";

interface Life extends Span {
  readonly name: string;
}

const first: Life = { name: "first", start: 10_000, end: 20_000 };
const second: Life = { name: "second", start: 20_400, end: 30_000 };
const third: Life = { name: "third", start: 30_900, end: 60_000 };
const fourth: Life = { name: "fourth", start: 90_000 };
const lives = [fourth, second, first, third];

const meant = (from: number, until: number, tells: Tells = "lives", spans: readonly Life[] = lives): string => {
  const choice = chooseSpan(spans, { from, until, sure: true }, tells);
  if (choice.is === "one") return choice.one.name;
  return choice.is === "none" ? "none" : choice.all.map(({ name }) => name).join(" ");
};

describe("the life that a line means", () => {
  it("is the one that was going on", () => {
    assert.equal(meant(15_000, 15_001), "first");
    assert.equal(meant(25_000, 26_000), "second");
    assert.equal(meant(100_000, 100_001), "fourth");
  });

  it("is the last one when the line was stamped just after its end", () => {
    assert.equal(meant(60_004, 60_005), "third");
    assert.equal(meant(61_500, 61_501), "third");
  });

  it("is nobody's long after an end, or before every beginning", () => {
    assert.equal(meant(70_000, 70_001), "none");
    assert.equal(meant(5_000, 5_001), "none");
  });

  it("is not told apart where a line that names a second may mean two", () => {
    assert.equal(meant(20_000, 21_000), "second first");
  });

  it("is the one that ended where the line tells of an end, though the next lives already", () => {
    assert.equal(meant(20_450, 20_451, "ended"), "first");
    assert.equal(meant(20_000, 21_000, "ended"), "first");
    assert.equal(meant(30_000, 31_000, "ended"), "second");
  });

  it("is the one that began where the line tells of a beginning, though the last lived in the same second", () => {
    assert.equal(meant(20_000, 21_000, "began"), "second");
    assert.equal(meant(90_000, 91_000, "began"), "fourth");
  });

  it("is the one that lives where the line tells of an end that has not come", () => {
    assert.equal(meant(100_000, 101_000, "ended"), "fourth");
  });

  it("has a next one, unless it goes on", () => {
    assert.equal(nextAfter(lives, first)?.name, "second");
    assert.equal(nextAfter(lives, third)?.name, "fourth");
    assert.equal(nextAfter(lives, fourth), undefined);
  });
});
