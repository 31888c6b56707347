import assert from "node:assert/strict";
import { printable, tableText } from "../../../src/cli/table.ts";

const columns = [
  { title: "PID", of: (row: readonly [number, string]) => row[0].toString(), right: true },
  { title: "NAME", of: (row: readonly [number, string]) => row[1] },
];

describe("a table for people", () => {
  it("stands in columns, numbers at the right, nothing after the last word", () => {
    const text = tableText(
      [
        [7, "sh"],
        [1234, "node"],
      ],
      columns,
    );
    assert.equal(text, " PID  NAME\n   7  sh\n1234  node\n");
  });

  it("is cut to the width of a terminal", () => {
    assert.equal(tableText([[7, "a long name"]], columns, 8), "PID  NAM\n  7  a l\n");
  });

  it("has its titles when it is empty", () => {
    assert.equal(tableText([], columns), "PID  NAME\n");
  });

  it("never lets a process write to the terminal with its name", () => {
    assert.equal(
      printable("\u001b]0;owned\u0007 \u009b2J\n\u202etxt.exe"),
      "\\x1b]0;owned\\x07 \\x9b2J\\x0a\\u202etxt.exe",
    );
  });
});
