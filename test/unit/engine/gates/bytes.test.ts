import assert from "node:assert/strict";
import { Cursor, textFrom } from "../../../../src/engine/gates/bytes.ts";

describe("a cursor over bytes", () => {
  it("numbers of variable length, seven bits a byte", () => {
    assert.equal(new Cursor(Buffer.from([0xe5, 0x8e, 0x26])).uleb(), 624485);
  });
  it("a unit's length, in 64-bit DWARF after an escape", () => {
    assert.deepEqual(new Cursor(Buffer.from([7, 0, 0, 0])).unitLength(), { length: 7, wide: false });
    const wide = Buffer.from([0xff, 0xff, 0xff, 0xff, 9, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(new Cursor(wide).unitLength(), { length: 9, wide: true });
  });
  it("past the end is a RangeError, never a guess", () => {
    assert.throws(() => new Cursor(Buffer.from([1])).u32(), RangeError);
    assert.throws(() => new Cursor(Buffer.from([0x61])).text(), RangeError);
  });
  it("text of a string section", () => {
    assert.equal(textFrom(Buffer.from("a\0bc\0"), 2), "bc");
    assert.equal(textFrom(undefined, 0), undefined);
  });
});
