import assert from "node:assert/strict";
import { kindOf } from "../../../../src/cli/documents/words.ts";
import { outline } from "./outlined.ts";

describe("the words that a shell offers", () => {
  it("are known for every place of the command line, or known to be the user's own", () => {
    const free = new Set(["name", "time", "host", "image"]);
    const places = outline.commands.flatMap(({ arguments: all, options }) => [
      ...all.map(({ name, choices }) => ({ name, choices })),
      ...options.flatMap(({ value }) => (value === undefined ? [] : [{ name: value, choices: [] }])),
    ]);
    const unknown = places.filter(({ name, choices }) => kindOf(name, choices).is === "nothing" && !free.has(name));
    assert.deepEqual(unknown, []);
  });

  it("are an argument's choices where it has some", () => {
    assert.deepEqual(kindOf("shell", ["bash", "zsh"]), { is: "fixed", words: ["bash", "zsh"] });
  });
});
