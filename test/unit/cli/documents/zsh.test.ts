import assert from "node:assert/strict";
import { zshCompletion } from "../../../../src/cli/documents/zsh.ts";
import { outline } from "./outlined.ts";

describe("completion in zsh", () => {
  const script = zshCompletion(outline);

  it("describes every command and has a case for each", () => {
    for (const { name, description } of outline.commands) {
      assert.ok(script.includes(`'${name}:${description.replace(/:/g, "\\:")}'`), name);
      assert.ok(script.includes(`\n    ${name})\n`), name);
    }
  });

  it("offers spaces after --seen-from and tuples in the first place", () => {
    assert.match(script, /'--seen-from\[.*\]:space:_pspace_spaces'/);
    assert.match(script, /'1:the task, as SPACE\\:NUMBER:_pspace_tuples'/);
  });
});
