/**
 * Reads files that other users may have made, while the engine may be root's: never waits (a FIFO would keep it for
 * ever), never takes more than a bound.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** Bytes beyond which a file is no list or configuration. */
const bound = 64 << 20;

/** The text of a regular file; empty where there is none, or it cannot be read. Never throws. */
export function readPlainFile(path: string): string {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = fstatSync(fd);
    return facts.isFile() && facts.size <= bound ? readFileSync(fd, "utf8") : "";
  } catch {
    return "";
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
