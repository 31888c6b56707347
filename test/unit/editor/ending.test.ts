import assert from "node:assert/strict";
import { endingText } from "../../../src/editor/ending.ts";
import { plain } from "../../../src/editor/words.ts";

describe("how a task ended", () => {
  it("is its code, with the signal that it stands for", () => {
    assert.equal(endingText({ signal: 11 }, plain), "exit 139, SIGSEGV");
    assert.equal(endingText({ code: 139 }, plain), "exit 139, SIGSEGV");
    assert.equal(endingText({ signal: 40 }, plain), "exit 168, signal 40");
    assert.equal(endingText({ code: 0 }, plain), "exit 0");
    assert.equal(endingText({ code: 255 }, plain), "exit 255");
  });

  it("is not said where it is not known", () => {
    assert.equal(endingText(undefined, plain), "ended");
    assert.equal(endingText({}, plain), "ended");
  });
});
