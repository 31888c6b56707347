/** What of a document is shown to the engine: a few lines, whatever its size. */
import assert from "node:assert/strict";
import { around, edgesOf, linesIn, type Lines } from "../../../src/documents/excerpt.ts";

const documentOf = (lineCount: number, special: Readonly<Record<number, string>> = {}) => {
  let read = 0;
  const lines: Lines = {
    lineCount,
    lineAt: (line) => {
      read += 1;
      return special[line] ?? `line ${line.toString()}`;
    },
  };
  return { lines, read: () => read };
};

describe("an excerpt of a document", () => {
  it("has the first and the last five lines, each once", () => {
    assert.equal(edgesOf(documentOf(2_000_000).lines).length, 10);
    assert.deepEqual(
      edgesOf(documentOf(6).lines).toSorted(),
      [0, 1, 2, 3, 4, 5].map((line) => `line ${line.toString()}`),
    );
    assert.deepEqual(edgesOf(documentOf(0).lines), []);
  });

  it("of a small text is the whole, of a big one what is on the screen", () => {
    assert.deepEqual(around(documentOf(1000).lines, [{ from: 7, to: 40 }]), [{ from: 0, to: 999 }]);
    assert.deepEqual(around(documentOf(2_000_000).lines, [{ from: 10, to: 60 }]), [{ from: 0, to: 110 }]);
  });

  it("of two million lines reads a few thousand at most", () => {
    const { lines, read } = documentOf(2_000_000);
    assert.equal(linesIn(lines, [{ from: 1_000_000, to: 1_000_050 }]).length, 51);
    assert.ok(read() < 3_200, read().toString());
  });

  it("brings the header of the table that it stands in", () => {
    const { lines } = documentOf(5000, { 4000: "  PID USER      PR  NI" });
    assert.deepEqual(
      linesIn(lines, [{ from: 4500, to: 4501 }]).map(({ line }) => line),
      [4000, 4500, 4501],
    );
  });

  it("brings the head of the dump that it stands in, with its time", () => {
    const { lines } = documentOf(5000, { 4000: "Full thread dump OpenJDK", 3999: "2026-11-26 01:54:54" });
    assert.deepEqual(
      linesIn(lines, [{ from: 4500, to: 4500 }]).map(({ line }) => line),
      [3999, 4000, 4500],
    );
  });

  it("cuts lines that are too long, and says each line once, in order", () => {
    const { lines } = documentOf(5, { 2: "x".repeat(1_000_000) });
    const found = linesIn(lines, [
      { from: 2, to: 3 },
      { from: 1, to: 2 },
    ]);
    assert.deepEqual(
      found.map(({ line }) => line),
      [1, 2, 3],
    );
    assert.equal(found[1]?.text.length, 4000);
  });
});
