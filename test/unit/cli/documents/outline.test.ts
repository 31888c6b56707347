import assert from "node:assert/strict";
import { outline } from "./outlined.ts";

describe("the outline of the command line", () => {
  it("has every command of the contract", () => {
    const names = new Set(outline.commands.map(({ name }) => name));
    const promised = ["spaces", "tasks", "resolve", "plan", "doctor", "watch", "signal", "enter", "name", "serve"];
    assert.deepEqual(
      promised.filter((name) => !names.has(name)),
      [],
    );
  });

  it("says of every command and every part of it what it is for", () => {
    const silent = outline.commands.flatMap(({ name, description, arguments: places, options }) =>
      [{ name, description }, ...places, ...options].filter((part) => part.description === "").map(() => name),
    );
    assert.deepEqual(silent, []);
  });

  it("gives every command that asks an engine the options that all have", () => {
    const without = new Set(["serve", "completion", "manual", "compare"]);
    for (const { name, options } of outline.commands.filter((command) => !without.has(command.name))) {
      const flags = options.map(({ flag }) => flag);
      assert.deepEqual(flags.slice(0, 4), ["--json", "--host", "--proc", "--from"], name);
    }
  });
});
