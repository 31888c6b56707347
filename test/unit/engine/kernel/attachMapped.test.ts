import assert from "node:assert/strict";
import { parseRanges } from "../../../../src/engine/kernel/attachMapped.ts";

describe("the files that a task has mapped", () => {
  it("once each, with a range; what has no file or no name any more is left out", () => {
    const maps = [
      "55d0-55d1 r--p 00000000 08:01 12 /usr/bin/app",
      "55d1-55d2 r-xp 00001000 08:01 12 /usr/bin/app",
      "7f00-7f01 r-xp 00000000 08:01 13                         /lib/with blank.so",
      "7f02-7f03 r-xp 00000000 08:01 14 /lib/gone.so (deleted)",
      "7f04-7f05 rw-s 00000000 00:05 0 /dev/zero",
      "7f06-7f07 rw-p 00000000 00:00 0 [heap]",
      "7f08-7f09 r-xp 00000000 08:01 15 /lib/../etc/x",
    ].join("\n");
    assert.deepEqual(parseRanges(maps), [
      { range: "55d0-55d1", name: "/usr/bin/app" },
      { range: "7f00-7f01", name: "/lib/with blank.so" },
    ]);
  });
});
