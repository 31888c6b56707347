import assert from "node:assert/strict";
import { parseEnvironment, parseMapped } from "../../../../src/engine/kernel/attachRead.ts";
import { statusField, wordsOf } from "../../../../src/engine/kernel/attachText.ts";

describe("what is read for an attach", () => {
  it("of maps, each file once, spaces and the mark of a deleted one kept", () => {
    const maps = [
      "55d0-55d1 r--p 00000000 fe:01 131 /opt/app/bin/app (deleted)",
      "55d1-55d2 r-xp 00001000 fe:01 131 /opt/app/bin/app (deleted)",
      "7f00-7f01 rw-p 00000000 00:00 0 ",
      "7f02-7f03 r-xp 00000000 fe:01 132                        /opt/my lib.so",
      "7ffd-7ffe rw-p 00000000 00:00 0                          [stack]",
    ].join("\n");
    assert.deepEqual(parseMapped(maps), ["/opt/app/bin/app (deleted)", "/opt/my lib.so"]);
  });
  it("of an environment, only what says how it may be debugged", () => {
    assert.deepEqual(parseEnvironment("SECRET=1\0NODE_OPTIONS=--inspect=0 -r a=b\0"), {
      NODE_OPTIONS: "--inspect=0 -r a=b",
    });
  });
  it("empty words of a command line are words", () => {
    assert.deepEqual(wordsOf("sh\0-c\0\0"), ["sh", "-c", ""]);
    assert.deepEqual(wordsOf(""), []);
  });
  it("a field of status without a value is not the next line's", () => {
    assert.equal(statusField("Groups:\t\nNSpid:\t7\t1\n", "Groups"), "");
    assert.equal(statusField("Groups:\t\nNSpid:\t7\t1\n", "NSpid"), "7\t1");
  });
});
