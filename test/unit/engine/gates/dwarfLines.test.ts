import assert from "node:assert/strict";
import { readLineFiles } from "../../../../src/engine/gates/dwarfLines.ts";
import { lines4, lines5 } from "./dwarfBytes.ts";

describe("the files of a line table", () => {
  it("version 4: folders are relative to the unit's", () => {
    assert.deepEqual(readLineFiles(lines4, 0, "/src/app", {}), ["/src/app/main.c", "/src/app/lib/work.c"]);
  });
  it("version 5 knows its own", () => {
    assert.deepEqual(readLineFiles(lines5, 0, "", {}), ["/src/app/main.c", "lib/work.c"]);
    assert.deepEqual(readLineFiles(lines5, 0, "/src/app", {}), ["/src/app/main.c", "/src/app/lib/work.c"]);
  });
  it("a torn table has none, and so has a version that we do not know", () => {
    for (let length = 0; length < lines5.length; length++) {
      assert.deepEqual(readLineFiles(lines5.subarray(0, length), 0, "", {}), []);
    }
    assert.deepEqual(readLineFiles(Buffer.from([9, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0]), 0, "", {}), []);
  });
});
