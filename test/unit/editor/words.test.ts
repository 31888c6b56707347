/** Texts with gaps. */
import assert from "node:assert/strict";
import { plain } from "../../../src/editor/words.ts";

it("gaps are filled by their numbers, and a gap without a word stays", () => {
  assert.equal(plain("{1} before {0}, {2}", "a", 7), "7 before a, {2}");
});
