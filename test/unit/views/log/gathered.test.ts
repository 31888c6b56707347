/** What is kept of a log. */
import assert from "node:assert/strict";
import { Gathered } from "../../../../src/views/log/gathered.ts";

function gather(...chunks: readonly string[]): string {
  const gathered = new Gathered(3);
  for (const chunk of chunks) gathered.add(chunk);
  return gathered.text;
}

describe("a gathered log", () => {
  it("puts lines together however they arrive", () => {
    assert.equal(gather("a", "b\nc", "\n"), "ab\nc\n");
  });

  it("keeps the last lines", () => {
    assert.equal(gather("1\n2\n3\n4\n5\n"), "3\n4\n5\n");
  });

  it("has no colours, and of a line that was written over the last", () => {
    assert.equal(gather("\u001b[31mpid 17\u001b[0m is stuck\r\n"), "pid 17 is stuck\n");
    assert.equal(gather("10 %\r20 %\r\n"), "20 %\n");
    assert.equal(gather("\u001b]0;title\u0007x"), "x");
  });
});
