import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Greeted } from "../../../src/hosts/greeted.ts";
import { greeting } from "../../../src/hosts/loader.ts";

const passed = (...chunks: readonly string[]) =>
  text(Readable.from(chunks.map((chunk) => Buffer.from(chunk))).pipe(new Greeted()));

describe("the far side's greeting", () => {
  it("lets pass only what follows it, however it is cut", async () => {
    assert.equal(await passed(`Welcome!\n${greeting}\nmessage`), "message");
    assert.equal(await passed("Welcome!\nLast login\n", "\npspace-", "engine\nmes", "sage"), "message");
  });

  it("is missed when it does not come", async () => {
    await assert.rejects(passed("command not found"), /ended before the engine/);
    await assert.rejects(passed("x".repeat(70_000)), /not the engine/);
  });
});
