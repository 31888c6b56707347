/**
 * Private copies of the ELF files that a task has mapped. Taken by the links of its map_files folder, which lead to the
 * very files whatever lies at their names now; see proc_pid_map_files(5): only root may follow them.
 */
import { closeSync, constants, copyFileSync, mkdirSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { textOr } from "./attachText.ts";

/** A file that is mapped: one of its ranges as the maps spell it, and its name as the task calls it. */
export interface MappedRange {
  readonly range: string;
  readonly name: string;
}

/** The first range of each file that still has its name, from the text of proc_pid_maps(5). */
export function parseRanges(maps: string): readonly MappedRange[] {
  const found = new Map<string, MappedRange>();
  for (const [, range = "", name = ""] of maps.matchAll(/^([0-9a-f]+-[0-9a-f]+) \S+ \S+ \S+ [1-9]\d* +(\/.*)$/gm)) {
    const plain = path.posix.normalize(name) === name && !name.endsWith(" (deleted)");
    if (plain && !found.has(name)) found.set(name, { range, name });
  }
  return [...found.values()];
}

function isElf(file: string): boolean {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const head = Buffer.alloc(4);
    return readSync(fd, head) === 4 && head.toString("latin1") === "\x7fELF";
  } finally {
    closeSync(fd);
  }
}

/** Below `to`, each by its own name; gives the names. What cannot be copied is left out. `folder` is the task's in procfs. */
export function copyMapped(folder: string, to: string): readonly string[] {
  const copied: string[] = [];
  for (const { range, name } of parseRanges(textOr(`${folder}/maps`))) {
    const from = `${folder}/map_files/${range}`;
    try {
      if (!isElf(from)) continue;
      mkdirSync(path.dirname(`${to}${name}`), { recursive: true });
      copyFileSync(from, `${to}${name}`, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      copied.push(name);
    } catch {
      // Gone meanwhile, or not ours to read: the debugger shows addresses there.
    }
  }
  return copied;
}
