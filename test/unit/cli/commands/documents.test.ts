import assert from "node:assert/strict";
import { runWords } from "../stage.ts";

describe("pspace completion and manual", () => {
  it("print what is made from the table, without an engine", async () => {
    for (const [words, opening] of [
      [["completion", "bash"], "# bash completion"],
      [["completion", "zsh"], "#compdef pspace"],
      [["completion", "fish"], "# fish completion"],
      [["manual"], ".TH PSPACE 1 "],
    ] as const) {
      const ran = await runWords(words);
      assert.deepEqual([ran.exit, ran.engine], [0, "never"]);
      assert.ok(ran.printed.startsWith(opening), words.join(" "));
    }
  });

  it("know three shells", async () => {
    const ran = await runWords(["completion", "csh"]);
    assert.equal(ran.exit, 2);
    assert.match(ran.sentence ?? "", /bash, zsh, fish/);
  });
});
