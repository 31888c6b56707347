import assert from "node:assert/strict";
import { Cursor } from "../../../../src/engine/gates/bytes.ts";
import { readForm } from "../../../../src/engine/gates/dwarfForms.ts";
import { text, u32, u8 } from "./dwarfBytes.ts";

const shape = { wide: false, addressSize: 8, version: 5 };

/** The value, and how many bytes it took. */
function read(form: number, bytes: Buffer, strings = {}): readonly unknown[] {
  const cursor = new Cursor(bytes);
  return [readForm(cursor, form, shape, strings), cursor.at];
}

describe("how DWARF writes values", () => {
  it("texts in place and in both string sections", () => {
    assert.deepEqual(read(0x08, text("a")), ["a", 2]);
    assert.deepEqual(read(0x0e, u32(2), { str: Buffer.from("x\0yz\0") }), ["yz", 4]);
    assert.deepEqual(read(0x1f, u32(0), { lineStr: Buffer.from("x\0") }), ["x", 4]);
  });
  it("numbers of each size", () => {
    assert.deepEqual(read(0x0b, u8(7)), [7, 1]);
    assert.deepEqual(read(0x17, u32(9)), [9, 4]);
    assert.deepEqual(read(0x1b, u8(0x81, 1)), [129, 2]);
  });
  it("blocks, addresses and constants are stepped over", () => {
    assert.deepEqual(read(0x18, u8(2, 1, 1)), [undefined, 3]);
    assert.deepEqual(read(0x01, Buffer.alloc(8)), [undefined, 8]);
    assert.deepEqual(read(0x21, u8()), [undefined, 0]);
  });
  it("after a form that nobody knows, nothing can be found", () => {
    assert.throws(() => read(0x7f, u8(1)), RangeError);
  });
});
