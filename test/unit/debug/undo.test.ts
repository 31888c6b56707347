import assert from "node:assert/strict";
import { Undo } from "../../../src/debug/undo.ts";

describe("undo", () => {
  it("takes down in reverse, once, whatever the steps do", async () => {
    const done: string[] = [];
    const undo = new Undo((text) => done.push(text));
    undo.add("hold", () => void done.push("hold"));
    undo.add("folder", () => Promise.reject(new Error("busy")));
    undo.add("tunnel", async () => {
      await Promise.resolve();
      done.push("tunnel");
    });
    await Promise.all([undo.run(), undo.run()]);
    assert.deepEqual(done, ["tunnel", 'could not undo "folder": busy', "hold"]);
  });

  it("what is set up after the end is taken down at once", async () => {
    const done: string[] = [];
    const undo = new Undo(() => undefined);
    await undo.run();
    undo.add("late", () => void done.push("late"));
    await undo.run();
    assert.deepEqual(done, ["late"]);
  });
});
