/**
 * Debug information that lies apart from its program, found by the program's build id: `.build-id/ab/cdef.debug` below
 * a folder of such files (see gdb(1), separate debug files). Folders: the user's, then the machine's.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Elf } from "./elf.ts";

const usual = "/usr/lib/debug";

/** Those in `PSPACE_SYMBOLS`, parted by colons, and the machine's own. */
export function debugFolders(named = process.env["PSPACE_SYMBOLS"] ?? ""): readonly string[] {
  const own = named.split(":").filter((folder) => path.isAbsolute(folder));
  return [...new Set([...own, usual])];
}

/** In hexadecimal digits; undefined where the linker wrote none. The note's head is 12 bytes, its name `GNU` four. */
export function buildIdOf(elf: Elf): string | undefined {
  const bytes = elf.sections.get(".note.gnu.build-id")?.bytes;
  if (bytes === undefined || bytes.length <= 16) return undefined;
  const note = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return note.subarray(16, 16 + note.readUInt32LE(4)).toString("hex");
}

export interface DebugFile {
  /** Its path, or its address. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The folder in a private one that holds what came from a server; debuggers look there as into any other. */
export function servedFolder(folder: string): string {
  return path.join(folder, "symbols");
}

/** Puts what came from a server where debuggers find it. */
export function putServed(folder: string, buildId: string, { bytes }: DebugFile): void {
  const place = path.join(servedFolder(folder), ".build-id", buildId.slice(0, 2));
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, `${buildId.slice(2)}.debug`), bytes);
}

/** The first file of that build id that can be read. */
export function findDebugFile(buildId: string, folders = debugFolders()): DebugFile | undefined {
  for (const folder of folders) {
    const file = path.join(folder, ".build-id", buildId.slice(0, 2), `${buildId.slice(2)}.debug`);
    try {
      return { file, bytes: readFileSync(file) };
    } catch {
      // not in this folder
    }
  }
  return undefined;
}
