/** Names and command lines are anybody's to choose, and are shown as they are. */
import assert from "node:assert/strict";
import { code, escaped, timeText } from "../../../src/editor/markdown.ts";

describe("Markdown of a hover", () => {
  it("shows a name that looks like Markdown as it is", () => {
    assert.equal(escaped("[x](command:evil) <b>"), "\\[x\\]\\(command:evil\\) \\<b\\>");
  });

  it("keeps code on one line, whatever is in it, and cuts it where it is long", () => {
    assert.equal(code("a\n\tb"), "`a b`");
    assert.equal(code("echo `id`"), "`` echo `id` ``");
    assert.equal(code("x".repeat(301)), `\`${"x".repeat(300)}…\``);
  });

  it("leaves a time that is none as it is", () => {
    assert.equal(timeText("soon"), "soon");
    assert.equal(timeText("2026-11-26T01:02:03Z"), new Date(Date.UTC(2026, 10, 26, 1, 2, 3)).toLocaleString());
  });
});
