import assert from "node:assert/strict";
import { runWords } from "../stage.ts";

describe("pspace serve", () => {
  it("is the engine, over the procfs that is named", async () => {
    const ran = await runWords(["serve", "--stdio", "--proc", "elsewhere"]);
    assert.deepEqual([ran.exit, ran.printed], [0, "served elsewhere\n"]);
  });

  it("wants to be told how to talk", async () => {
    assert.equal((await runWords(["serve"])).exit, 2);
  });
});
