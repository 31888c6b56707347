/** Folders in which a program's loader looks for libraries, as the program itself calls them: see ld.so(8). Pure. */
import path from "node:path";
import { contentsOf, type Elf } from "./elf.ts";

/** Where Debian, Fedora, Alpine and the like keep theirs. */
const usual = [
  "/lib64",
  "/usr/lib64",
  "/lib",
  "/usr/lib",
  "/lib/x86_64-linux-gnu",
  "/usr/lib/x86_64-linux-gnu",
  "/lib/aarch64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/local/lib",
] as const;

/** DT_RPATH and DT_RUNPATH of elf(5). */
const searched = [15n, 29n];

/** What the program itself was linked to search; `$ORIGIN` is the folder that it lies in. */
export function runPaths(elf: Elf, executable: string): readonly string[] {
  const [entries, texts] = [contentsOf(elf, ".dynamic"), contentsOf(elf, ".dynstr")];
  if (!entries || !texts) return [];
  const found: string[] = [];
  for (let at = 0; at + 16 <= entries.length; at += 16) {
    if (!searched.includes(entries.readBigUInt64LE(at))) continue;
    const start = Number(entries.readBigUInt64LE(at + 8));
    found.push(...texts.toString("utf8", start, texts.indexOf(0, start)).split(":"));
  }
  return found.map((folder) => folder.replace(/\$(ORIGIN|\{ORIGIN\})/g, path.posix.dirname(executable)));
}

/** `mapped`: the libraries that it has now; `told`: its LD_LIBRARY_PATH. Each once. */
export function libraryFolders(asked: {
  readonly elf: Elf | undefined;
  readonly executable: string;
  readonly mapped: readonly string[];
  readonly told: string;
}): readonly string[] {
  const { elf, executable, mapped, told } = asked;
  const own = [...told.split(":"), ...(elf ? runPaths(elf, executable) : [])];
  const having = mapped
    .filter((file) => isLibrary.test(path.posix.basename(file)))
    .map((file) => path.posix.dirname(file));
  const all = [...own, ...having, ...usual].filter((folder) => folder.startsWith("/"));
  return [...new Set(all.map((folder) => path.posix.normalize(folder).replace(/(?<=.)\/$/, "")))];
}

/** The name of a shared library, with or without a version. */
export const isLibrary = /\.so(\.|$)/;
