/** Which namespaces a terminal can enter. */
import assert from "node:assert/strict";
import { namespaceChoices, namespaceKinds } from "../../../src/commands/namespaceChoices.ts";
import { plain } from "../../../src/editor/words.ts";

describe("namespaces of a terminal", () => {
  it("are seven, all chosen at first, each with its use", () => {
    const choices = namespaceChoices(plain);
    assert.deepEqual(
      choices.map(({ namespace }) => namespace),
      [...namespaceKinds],
    );
    assert.ok(choices.every(({ picked, description }) => picked && description !== ""));
  });
});
