/** Turns: in order for one key, whatever became of the one before; at once for another. */
import assert from "node:assert/strict";
import { Turns } from "../../../../src/engine/gates/turns.ts";

describe("turns", () => {
  it("begin when the one before has ended, even badly", async () => {
    const turns = new Turns();
    const seen: string[] = [];
    let fail: (why: Error) => void = () => undefined;
    const first = turns.take("one", () => {
      seen.push("first begins");
      return new Promise<void>((_, reject) => (fail = reject));
    });
    const second = turns.take("one", () => {
      seen.push("second");
      return Promise.resolve(2);
    });
    await turns.take("other", () => {
      seen.push("other");
      return Promise.resolve();
    });
    seen.push("first fails");
    fail(new Error("no"));
    await assert.rejects(first, /no/);
    assert.equal(await second, 2);
    assert.deepEqual(seen, ["first begins", "other", "first fails", "second"]);
  });
});
