/** The file names of a DWARF line table (.debug_line, versions 2 to 5): where a program's sources lay when it was compiled. Pure. */
import { Cursor } from "./bytes.ts";
import { readForm, type Shape, type Strings, type Value } from "./dwarfForms.ts";

const contentPath = 1;
const contentDirectory = 2;

interface Entry {
  readonly path: string;
  readonly directory: number;
}

function joined(folder: string, name: string): string {
  if (name.startsWith("/") || folder === "") return name;
  return `${folder.replace(/\/$/, "")}/${name}`;
}

/** Folders and files of version 5, each described by a list of (content, form). */
function readEntries(cursor: Cursor, shape: Shape, strings: Strings): readonly Entry[] {
  const formats = Array.from({ length: cursor.u8() }, () => ({ content: cursor.uleb(), form: cursor.uleb() }));
  const count = cursor.uleb();
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    let path: Value = "";
    let directory: Value = 0;
    for (const { content, form } of formats) {
      const value = readForm(cursor, form, shape, strings);
      if (content === contentPath) path = value;
      if (content === contentDirectory) directory = value;
    }
    entries.push({
      path: typeof path === "string" ? path : "",
      directory: typeof directory === "number" ? directory : 0,
    });
  }
  return entries;
}

function readNewNames(cursor: Cursor, shape: Shape, strings: Strings, compiledIn: string): readonly string[] {
  const folders = readEntries(cursor, shape, strings).map(({ path }) => joined(compiledIn, path));
  return readEntries(cursor, shape, strings).map(({ path, directory }) =>
    joined(folders[directory] ?? compiledIn, path),
  );
}

/** Versions 2 to 4: folder 0 is the compilation folder, which only the unit knows. */
function readOldNames(cursor: Cursor, compiledIn: string): readonly string[] {
  const folders = [compiledIn];
  for (let name = cursor.text(); name !== ""; name = cursor.text()) folders.push(joined(compiledIn, name));
  const files: string[] = [];
  for (let name = cursor.text(); name !== ""; name = cursor.text()) {
    const folder = folders[cursor.uleb()] ?? compiledIn;
    cursor.uleb(); // time
    cursor.uleb(); // length
    files.push(joined(folder, name));
  }
  return files;
}

/** The files of the line table at `offset`, absolute where the table or `compiledIn` says where; empty when it is torn. */
export function readLineFiles(lines: Buffer, offset: number, compiledIn: string, strings: Strings): readonly string[] {
  try {
    const cursor = new Cursor(lines, offset);
    const { wide } = cursor.unitLength();
    const version = cursor.u16();
    if (version < 2 || version > 5) return [];
    const addressSize = version >= 5 ? cursor.u8() : 8;
    if (version >= 5) cursor.skip(1); // segment selector
    cursor.offset(wide); // header length
    cursor.skip(version >= 4 ? 5 : 4); // instruction lengths, is_stmt, line base and range
    cursor.skip(Math.max(0, cursor.u8() - 1)); // opcode base, and how many arguments each standard opcode has
    const shape = { wide, addressSize, version };
    return version >= 5 ? readNewNames(cursor, shape, strings, compiledIn) : readOldNames(cursor, compiledIn);
  } catch (thrown) {
    if (thrown instanceof RangeError) return [];
    throw thrown;
  }
}
