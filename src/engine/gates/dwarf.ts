/**
 * Which source files a program was compiled from, and in which folder: the first entry of each unit of .debug_info
 * with its line table (DWARF 2 to 5). Reads no more than that, for everything else is the debugger's. Pure.
 */
import { Cursor } from "./bytes.ts";
import { readForm, type Shape, type Strings } from "./dwarfForms.ts";
import { readLineFiles } from "./dwarfLines.ts";
import { contentsOf, type Elf } from "./elf.ts";

export interface Compiled {
  /** Absolute paths of sources as the compiler knew them; each once. */
  readonly files: readonly string[];
  /** Compilation folders; each once. */
  readonly folders: readonly string[];
}

/** More files than this tell nothing new about where the sources are. */
const enough = 20_000;

const attribute = { name: 0x03, lines: 0x10, folder: 0x1b } as const;

const unitType = { type: 2, skeleton: 4, split: 5, splitType: 6 } as const;

interface Sections extends Strings {
  readonly info: Buffer;
  readonly abbreviations: Buffer;
  readonly lines?: Buffer;
}

interface Unit {
  readonly name?: string;
  readonly folder?: string;
  readonly lines?: number;
}

type Described = readonly { readonly attribute: number; readonly form: number }[];

/** The attributes of the abbreviation with that code, in the table at `offset`. */
function findAbbreviation(table: Buffer, offset: number, code: number): Described | undefined {
  const cursor = new Cursor(table, offset);
  for (let found = cursor.uleb(); found !== 0; found = cursor.uleb()) {
    cursor.uleb(); // tag
    cursor.skip(1); // children
    const described = [];
    for (;;) {
      const [name, form] = [cursor.uleb(), cursor.uleb()];
      if (form === 0x21) cursor.uleb(); // implicit_const keeps its value here; a signed number is as long
      if (name === 0 && form === 0) break;
      described.push({ attribute: name, form });
    }
    if (found === code) return described;
  }
  return undefined;
}

function readEntry(cursor: Cursor, described: Described, shape: Shape, strings: Strings): Unit {
  const unit: { name?: string; folder?: string; lines?: number } = {};
  for (const { attribute: which, form } of described) {
    const value = readForm(cursor, form, shape, strings);
    if (which === attribute.name && typeof value === "string") unit.name = value;
    if (which === attribute.folder && typeof value === "string") unit.folder = value;
    if (which === attribute.lines && typeof value === "number") unit.lines = value;
  }
  return unit;
}

interface Header extends Shape {
  /** Offset of the unit's abbreviations. */
  readonly abbreviations: number;
}

/** Undefined for versions that we do not know, and for units of types, which name no file of their own. */
function readHeader(cursor: Cursor, wide: boolean): Header | undefined {
  const version = cursor.u16();
  if (version < 2 || version > 5) return undefined;
  if (version < 5) return { version, wide, abbreviations: cursor.offset(wide), addressSize: cursor.u8() };
  const type = cursor.u8();
  const addressSize = cursor.u8();
  const abbreviations = cursor.offset(wide);
  if (type === unitType.skeleton || type === unitType.split) cursor.skip(8);
  return type === unitType.type || type === unitType.splitType
    ? undefined
    : { version, wide, abbreviations, addressSize };
}

/** The unit at the cursor, which is left at the next one; undefined when it has no entry that we can read. */
function readUnit(cursor: Cursor, sections: Sections): Unit | undefined {
  const { length, wide } = cursor.unitLength();
  const end = cursor.at + length;
  try {
    const header = readHeader(cursor, wide);
    if (!header) return undefined;
    const described = findAbbreviation(sections.abbreviations, header.abbreviations, cursor.uleb());
    return described && readEntry(cursor, described, header, sections);
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  } finally {
    cursor.at = end;
  }
}

function sectionsOf(elf: Elf): Sections | undefined {
  const [info, abbreviations] = [contentsOf(elf, ".debug_info"), contentsOf(elf, ".debug_abbrev")];
  if (!info || !abbreviations) return undefined;
  const [lines, str, lineStr] = [".debug_line", ".debug_str", ".debug_line_str"].map((name) => contentsOf(elf, name));
  return {
    info,
    abbreviations,
    ...(lines ? { lines } : {}),
    ...(str ? { str } : {}),
    ...(lineStr ? { lineStr } : {}),
  };
}

/** Undefined where the program has no debug information: it was stripped, or never had any. */
export function readCompiled(elf: Elf): Compiled | undefined {
  const sections = sectionsOf(elf);
  if (!sections) return undefined;
  const [files, folders] = [new Set<string>(), new Set<string>()];
  const cursor = new Cursor(sections.info);
  while (cursor.left > 11 && files.size < enough) {
    const unit = readUnit(cursor, sections);
    if (!unit) continue;
    const { name, folder = "", lines } = unit;
    if (folder !== "") folders.add(folder);
    const named = name === undefined || name.startsWith("/") || folder === "" ? name : `${folder}/${name}`;
    const table = sections.lines && lines !== undefined ? readLineFiles(sections.lines, lines, folder, sections) : [];
    for (const file of [named, ...table]) if (file?.startsWith("/")) files.add(file);
  }
  return { files: [...files], folders: [...folders] };
}
