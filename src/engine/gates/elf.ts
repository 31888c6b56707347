/** The sections of an ELF file, little-endian 64-bit: what a program was made by, and where its debug information is. Pure. See elf(5). */
import { inflateSync } from "node:zlib";

export interface Section {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly compressed: boolean;
}

export interface Elf {
  /** PT_INTERP; absent for static programs. */
  readonly interpreter?: string;
  readonly sections: ReadonlyMap<string, Section>;
}

const compressedFlag = 0x800n;
const noBits = 8;
const interpreterSegment = 3;

function textAt(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString("latin1", at, end < 0 ? bytes.length : end);
}

function readInterpreter(file: Buffer): string | undefined {
  const [start, size, count] = [Number(file.readBigUInt64LE(32)), file.readUInt16LE(54), file.readUInt16LE(56)];
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    if (file.readUInt32LE(at) === interpreterSegment) return textAt(file, Number(file.readBigUInt64LE(at + 8)));
  }
  return undefined;
}

function readSections(file: Buffer): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  const [start, size, count, names] = [
    Number(file.readBigUInt64LE(40)),
    file.readUInt16LE(58),
    file.readUInt16LE(60),
    file.readUInt16LE(62),
  ];
  if (start === 0 || count === 0) return sections;
  const bytesOf = (at: number): Buffer => {
    const from = Number(file.readBigUInt64LE(at + 24));
    return file.subarray(from, from + Number(file.readBigUInt64LE(at + 32)));
  };
  const table = bytesOf(start + names * size);
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    const name = textAt(table, file.readUInt32LE(at));
    const bytes = file.readUInt32LE(at + 4) === noBits ? Buffer.alloc(0) : bytesOf(at);
    sections.set(name, { name, bytes, compressed: (file.readBigUInt64LE(at + 8) & compressedFlag) !== 0n });
  }
  return sections;
}

/** Undefined for what is no 64-bit little-endian ELF file, or is torn. */
export function parseElf(bytes: Uint8Array): Elf | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1) return undefined;
  try {
    const interpreter = readInterpreter(file);
    return { sections: readSections(file), ...(interpreter === undefined ? {} : { interpreter }) };
  } catch {
    return undefined; // an offset out of the file
  }
}

/**
 * The section's contents, inflated where it is compressed by zlib (gABI, or the older `.zdebug_` of Go before 1.19).
 * Undefined where there is none, or it is compressed by what this Node cannot inflate (zstd).
 */
export function contentsOf(elf: Elf, name: string): Buffer | undefined {
  const plain = elf.sections.get(name);
  const old = plain ? undefined : elf.sections.get(name.replace(/^\.debug_/, ".zdebug_"));
  const section = plain ?? old;
  if (!section || section.bytes.length === 0) return undefined;
  const bytes = Buffer.from(section.bytes.buffer, section.bytes.byteOffset, section.bytes.byteLength);
  try {
    if (old) return inflateSync(bytes.subarray(12));
    if (!section.compressed) return bytes;
    return bytes.readUInt32LE(0) === 1 ? inflateSync(bytes.subarray(24)) : undefined;
  } catch {
    return undefined;
  }
}

/** What the program was made by and may be debugged with. */
export interface ElfKind {
  readonly static: boolean;
  readonly musl: boolean;
  /** Has DWARF. */
  readonly debugInfo: boolean;
  readonly symbols: boolean;
  readonly go: boolean;
  /** Exports Node's native interface: a Node by any name. */
  readonly node: boolean;
}

export function kindOf(elf: Elf): ElfKind {
  const names = elf.sections;
  const dynamicNames = names.get(".dynstr")?.bytes;
  return {
    static: elf.interpreter === undefined,
    musl: (elf.interpreter ?? "").includes("/ld-musl-"),
    debugInfo: names.has(".debug_info") || names.has(".zdebug_info"),
    symbols: names.has(".symtab"),
    go: names.has(".go.buildinfo") || names.has(".note.go.buildid") || names.has(".gopclntab"),
    node: dynamicNames !== undefined && Buffer.from(dynamicNames).includes("\0napi_module_register\0"),
  };
}
