import assert from "node:assert/strict";
import { hostSpace, runWords } from "./stage.ts";

describe("the command line", () => {
  for (const words of [[], ["spcaes"], ["spaces", "--jsn"], ["resolve"], ["resolve", "a:1", "b:2"], ["--host"]]) {
    it(`answers "${words.join(" ")}" with one sentence and 2`, async () => {
      const ran = await runWords(words);
      assert.deepEqual([ran.exit, ran.printed, ran.engine], [2, "", "never"]);
      assert.match(ran.sentence ?? "", /^[A-Z][^\n]*\.$/);
    });
  }

  it("suggests the command that was meant", async () => {
    assert.match((await runWords(["spcaes"])).sentence ?? "", /spaces/);
  });

  it("opens an engine only for a command that asks it, and closes it", async () => {
    const spaces = () => Promise.resolve({ generation: 1, self: "host", spaces: [hostSpace] });
    assert.equal((await runWords(["spaces"], { asks: { spaces } })).engine, "closed");
  });

  it("ends with 5 and one sentence when the engine fails", async () => {
    const spaces = () => Promise.reject(new Error("it broke"));
    const ran = await runWords(["spaces"], { asks: { spaces } });
    assert.deepEqual([ran.exit, ran.sentence, ran.engine], [5, "The engine failed: it broke.", "closed"]);
  });
});
