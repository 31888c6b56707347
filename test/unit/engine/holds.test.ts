import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Holds } from "../../../src/engine/holds.ts";

describe("what a client that is gone has left open", () => {
  it("is closed, but not what was closed; private folders of ours are removed, others are not", async () => {
    const holds = new Holds();
    const [ours, closed] = [mkdtempSync(path.join(tmpdir(), "pspace-")), mkdtempSync(path.join(tmpdir(), "pspace-"))];
    const theirs = mkdtempSync(path.join(tmpdir(), "somebody-"));
    for (const [hold, folder] of [ours, closed, theirs].entries()) holds.opened(hold, folder);
    holds.closed(1);
    const left: number[] = [];
    await holds.leave((hold) => {
      left.push(hold);
      return hold === 0 ? Promise.reject(new Error("it is gone")) : Promise.resolve();
    });
    assert.deepEqual([left, existsSync(ours), existsSync(closed), existsSync(theirs)], [[0, 2], false, true, true]);
    for (const folder of [closed, theirs]) rmSync(folder, { recursive: true });
  });

  it("is not waited for without end", async () => {
    const holds = new Holds();
    holds.opened(1, "/nowhere");
    await holds.leave(() => new Promise(() => undefined), 1);
  });
});
