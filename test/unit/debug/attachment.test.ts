import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { nextId, privateFolder } from "../../../src/debug/attachment.ts";
import { Undo } from "../../../src/debug/undo.ts";

describe("an attachment", () => {
  it("has a name of its own", () => {
    assert.notEqual(nextId(), nextId());
  });

  it("has a folder that is private, short and gone afterwards", async () => {
    const undo = new Undo(() => undefined);
    const folder = await privateFolder(undo);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    await undo.run();
    assert.ok(!existsSync(folder));
  });
});
