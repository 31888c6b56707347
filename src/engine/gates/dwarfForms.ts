/** How the value of a DWARF attribute is written (DWARF 2 to 5, section 7.5.6): read as text, as a number, or stepped over. Pure. */
import { textFrom, type Cursor } from "./bytes.ts";

export interface Strings {
  /** .debug_str */
  readonly str?: Buffer;
  /** .debug_line_str */
  readonly lineStr?: Buffer;
}

export interface Shape {
  readonly wide: boolean;
  readonly addressSize: number;
  readonly version: number;
}

export type Value = string | number | undefined;

/** Forms of a fixed number of bytes whose value we never need. */
const fixed: Readonly<Record<number, number>> = { 0x07: 8, 0x11: 1, 0x12: 2, 0x14: 8, 0x20: 8, 0x1e: 16, 0x19: 0 };
/** Numbers of variable length: udata, ref_udata, strx, addrx, loclistx, rnglistx; sdata reads the same when skipped. */
const variable = new Set([0x0d, 0x0f, 0x15, 0x1a, 0x1b, 0x22, 0x23, 0x1f01, 0x1f02]);

function readNumber(cursor: Cursor, form: number): number | undefined {
  switch (form) {
    case 0x0b: // data1
    case 0x0c: // flag
    case 0x25: // strx1
    case 0x29: // addrx1
      return cursor.u8();
    case 0x05: // data2
    case 0x26: // strx2
    case 0x2a: // addrx2
      return cursor.u16();
    case 0x27: // strx3
    case 0x2b: // addrx3
      return cursor.u16() + cursor.u8() * 65536;
    case 0x06: // data4
    case 0x13: // ref4
    case 0x1c: // ref_sup4
    case 0x28: // strx4
    case 0x2c: // addrx4
      return cursor.u32();
    default:
      return undefined;
  }
}

function skipBlock(cursor: Cursor, form: number): boolean {
  if (form === 0x0a) cursor.skip(cursor.u8());
  else if (form === 0x03) cursor.skip(cursor.u16());
  else if (form === 0x04) cursor.skip(cursor.u32());
  else if (form === 0x09 || form === 0x18) cursor.skip(cursor.uleb());
  else return false;
  return true;
}

/** Its value is not known, for nobody asks for it. */
function stepOver(cursor: Cursor, count: number): Value {
  cursor.skip(count);
  return undefined;
}

/** Reads one value; a form nobody knows throws RangeError, for what follows cannot be found. */
export function readForm(cursor: Cursor, form: number, shape: Shape, strings: Strings): Value {
  if (form === 0x08) return cursor.text();
  if (form === 0x0e) return textFrom(strings.str, cursor.offset(shape.wide));
  if (form === 0x1f) return textFrom(strings.lineStr, cursor.offset(shape.wide));
  if (form === 0x17) return cursor.offset(shape.wide); // sec_offset
  if (form === 0x1d || form === 0x1f20 || form === 0x1f21) return stepOver(cursor, shape.wide ? 8 : 4); // strp_sup, GNU alt
  if (form === 0x01) return stepOver(cursor, shape.addressSize);
  if (form === 0x10) return stepOver(cursor, shape.version === 2 ? shape.addressSize : shape.wide ? 8 : 4); // ref_addr
  if (form === 0x16) return readForm(cursor, cursor.uleb(), shape, strings);
  if (form === 0x21) return undefined; // implicit_const: its value is in the abbreviation
  if (variable.has(form)) return cursor.uleb();
  const number = readNumber(cursor, form);
  if (number !== undefined) return number;
  const size = fixed[form];
  if (size !== undefined) return stepOver(cursor, size);
  if (skipBlock(cursor, form)) return undefined;
  throw new RangeError(`unknown form ${form}`);
}
