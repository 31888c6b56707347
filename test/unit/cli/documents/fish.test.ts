import assert from "node:assert/strict";
import { fishCompletion } from "../../../../src/cli/documents/fish.ts";
import { outline } from "./outlined.ts";

describe("completion in fish", () => {
  const lines = fishCompletion(outline).split("\n");

  it("offers every command", () => {
    for (const { name } of outline.commands)
      assert.ok(
        lines.some((line) => line.includes(`-a ${name} -d '`)),
        name,
      );
  });

  it("offers spaces after --seen-from and signals in the second place", () => {
    assert.ok(lines.some((line) => line.includes("-l seen-from") && line.endsWith("-r -f -a '(__pspace_spaces)'")));
    assert.ok(lines.some((line) => line.includes("from signal; and __pspace_place 1") && line.includes("SIGTERM")));
  });
});
