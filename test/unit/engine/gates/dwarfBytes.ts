/** Makes DWARF for the tests: little-endian bytes from numbers and texts. */

export const u8 = (...values: readonly number[]): Buffer => Buffer.from(values);
export const text = (value: string): Buffer => Buffer.from(`${value}\0`);
export const u16 = (value: number): Buffer => u8(value & 0xff, value >> 8);
export const u32 = (value: number): Buffer => Buffer.concat([u16(value & 0xffff), u16(value >>> 16)]);

/** With its length before it. */
export function unit(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length), body]);
}

/** Version 4: one folder besides the unit's, two files. */
export const lines4 = unit(
  u16(4),
  u32(0),
  u8(1, 1, 1, 0xfb, 14, 1), // min length, max ops, is_stmt, line base and range, opcode base 1
  text("lib"),
  u8(0),
  text("main.c"),
  u8(0, 0, 0),
  text("work.c"),
  u8(1, 0, 0),
  u8(0),
);

/** Version 5: folders and files as texts in place. */
export const lines5 = unit(
  u16(5),
  u8(8, 0),
  u32(0),
  u8(1, 1, 1, 0xfb, 14, 1),
  u8(1, 1, 0x08, 2),
  text("/src/app"),
  text("lib"),
  u8(2, 1, 0x08, 2, 0x0b, 2),
  text("main.c"),
  u8(0),
  text("work.c"),
  u8(1),
);
