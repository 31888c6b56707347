/**
 * Files below a task's root. The kernel itself resolves every path within that root (openat2(2)): a link in a container
 * that points to /etc/passwd means the container's, and none leads to ours. Where it cannot, nothing is read.
 */
import { closeSync, fstatSync, readdirSync, readSync, type Stats } from "node:fs";
import { belowPart, type Below, type BelowAsk, type Entry, type EntryKind } from "../../model/belowRoot.ts";
import type { Missing } from "./missing.ts";
import { pathOnly, readSafely, type Native } from "./native.ts";
import { attempt, missingNumber } from "./procFile.ts";

/** A task's root, held open; whoever opened it closes it. */
export interface Root {
  readonly look: (path: string, asked: BelowAsk) => Below | Missing;
  readonly close: () => void;
}

const zeroEnded = (text: string): Buffer => Buffer.from(`${text}\0`);

/** `folder` is /proc/N/root. "unknown": no native part here. */
export function openRoot(native: Native | undefined, folder: string): Root | Missing | "unknown" {
  if (!native) return "unknown";
  const root = native.open(zeroEnded(folder), pathOnly);
  if (root < 0) return missingNumber(root);
  return {
    look: (path, asked) => (path.includes("\0") ? "absent" : look(native, root, path, asked)),
    close: () => native.close(root),
  };
}

function look(native: Native, root: number, path: string, asked: BelowAsk): Below | Missing {
  const seen = opened(native, root, path, pathOnly, (fd) => aboutOf(fstatSync(fd)));
  if (typeof seen === "string" || asked === "about") return seen;
  if (asked === "folder") {
    if (seen.is !== "folder") return "absent";
    return opened(native, root, path, readSafely, (fd) => ({ ...seen, entries: entriesOf(native, root, path, fd) }));
  }
  if (seen.is !== "file") return "absent";
  return opened(native, root, path, readSafely, (fd) => {
    const about = aboutOf(fstatSync(fd));
    return about.is === "file" ? { ...about, bytes: bytesOf(fd, asked.offset) } : about; // it was a file a moment ago
  });
}

/** Opens, uses, closes; never throws. */
function opened<T>(native: Native, root: number, path: string, flags: number, use: (fd: number) => T): T | Missing {
  const fd = native.openInRoot(root, zeroEnded(path), flags);
  if (fd < 0) return missingNumber(fd);
  const used = attempt(() => use(fd));
  closeSync(fd);
  return typeof used === "string" ? used : used.value;
}

const kindOf = (about: Pick<Stats, "isFile" | "isDirectory">): EntryKind =>
  about.isFile() ? "file" : about.isDirectory() ? "folder" : "other";

const aboutOf = (stats: Stats): Below => ({ is: kindOf(stats), size: stats.size, changed: Math.round(stats.mtimeMs) });

/** A link counts as what it leads to. */
function entriesOf(native: Native, root: number, path: string, fd: number): readonly Entry[] {
  return readdirSync(`/proc/self/fd/${fd.toString()}`, { withFileTypes: true }).map((entry) => {
    if (!entry.isSymbolicLink()) return { name: entry.name, kind: kindOf(entry) };
    const end = opened(native, root, `${path}/${entry.name}`, pathOnly, (found) => kindOf(fstatSync(found)));
    return { name: entry.name, kind: end === "absent" || end === "denied" ? "other" : end };
  });
}

/** Procfs and the like say no size beforehand: reads until there is no more, or enough. */
function bytesOf(fd: number, offset: number): Uint8Array {
  const bytes = Buffer.alloc(belowPart);
  let length = 0;
  while (length < bytes.length) {
    const more = readSync(fd, bytes, length, bytes.length - length, offset + length);
    if (more === 0) break;
    length += more;
  }
  return bytes.subarray(0, length);
}
