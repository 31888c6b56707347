/** A cursor over little-endian bytes with DWARF's variable-length numbers. Reading past the end throws RangeError, which the DWARF readers turn into "no more". */

export class Cursor {
  constructor(
    private readonly bytes: Buffer,
    public at = 0,
  ) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    return this.bytes.readUInt8(this.take(1));
  }

  u16(): number {
    return this.bytes.readUInt16LE(this.take(2));
  }

  u32(): number {
    return this.bytes.readUInt32LE(this.take(4));
  }

  u64(): number {
    return Number(this.bytes.readBigUInt64LE(this.take(8)));
  }

  /** An offset: 4 bytes, or 8 in 64-bit DWARF. */
  offset(wide: boolean): number {
    return wide ? this.u64() : this.u32();
  }

  uleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const start = this.at;
    const end = this.bytes.indexOf(0, start);
    if (end < 0) throw new RangeError("unterminated text");
    this.at = end + 1;
    return this.bytes.toString("utf8", start, end);
  }

  skip(count: number): void {
    this.take(count);
  }

  /** Length of a unit, and whether it is 64-bit DWARF. */
  unitLength(): { readonly length: number; readonly wide: boolean } {
    const first = this.u32();
    return first === 0xffffffff ? { length: this.u64(), wide: true } : { length: first, wide: false };
  }

  private take(count: number): number {
    const start = this.at;
    if (count < 0 || start + count > this.bytes.length) throw new RangeError("past the end");
    this.at = start + count;
    return start;
  }
}

/** The text at an offset of a string section. */
export function textFrom(section: Buffer | undefined, at: number): string | undefined {
  if (!section || at >= section.length) return undefined;
  const end = section.indexOf(0, at);
  return section.toString("utf8", at, end < 0 ? section.length : end);
}
