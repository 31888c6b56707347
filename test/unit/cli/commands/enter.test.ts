import assert from "node:assert/strict";
import { runWords, webSpace } from "../stage.ts";

const entering = (prefix: readonly string[]) => ({
  asks: { enter: () => Promise.resolve({ is: "found" as const, prefix, space: webSpace }) },
});

describe("pspace enter", () => {
  it("shows the whole command with --json and runs nothing", async () => {
    const ran = await runWords(["enter", "web", "--json", "--", "ls", "-l"], entering(["nsenter", "-t", "9", "--"]));
    assert.deepEqual(JSON.parse(ran.printed), {
      space: webSpace.id,
      command: ["nsenter", "-t", "9", "--", "ls", "-l"],
    });
  });

  it("ends as the program ends", async () => {
    const ran = await runWords(["enter", "web", "--", "-c", "exit 7"], entering(["sh"]));
    assert.equal(ran.exit, 7);
  });

  it("ends as a shell says it when a signal ended the program", async () => {
    const ran = await runWords(["enter", "web", "--", "-c", "kill -9 $$"], entering(["sh"]));
    assert.equal(ran.exit, 137);
  });

  it("says that there is no shell in there", async () => {
    const ran = await runWords(["enter", "web"], entering(["sh", "-c", "exit 127"]));
    assert.deepEqual([ran.exit, ran.sentence], [1, "web has no program sh: say another, as in `-- PROGRAM`."]);
  });

  it("says that there is no such space", async () => {
    const enter = () => Promise.resolve({ is: "noSuchSpace" as const, space: "wob" });
    const ran = await runWords(["enter", "wob"], { asks: { enter } });
    assert.deepEqual([ran.exit, ran.sentence], [1, "There is no space called wob; `pspace spaces` lists them."]);
  });
});
