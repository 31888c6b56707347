/** Reading small files of a procfs without native help, and what a failed read means. */
import { closeSync, openSync, readlinkSync, readSync } from "node:fs";
import type { Missing } from "./missing.ts";

/** Gone means gone; everything else that keeps us from reading is a refusal. */
export function missingOf(thrown: unknown): Missing {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  return code === "ENOENT" || code === "ESRCH" || code === "ENOTDIR" ? "absent" : "denied";
}

/** The same of a negative error number. */
export function missingNumber(error: number): Missing {
  return error === -2 || error === -3 || error === -20 ? "absent" : "denied";
}

/** A value, or why there is none; never throws. */
export function attempt<T>(read: () => T): { readonly value: T } | Missing {
  try {
    return { value: read() };
  } catch (thrown) {
    return missingOf(thrown);
  }
}

const block = Buffer.alloc(1 << 16);

/** The whole file as bytes of its own; procfs files say no size beforehand. Throws as fs does. */
export function readBytes(file: string): Buffer {
  const fd = openSync(file, "r");
  try {
    const parts: Buffer[] = [];
    for (;;) {
      const length = readSync(fd, block, 0, block.length, null);
      if (length === 0) return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
      parts.push(Buffer.from(block.subarray(0, length)));
    }
  } finally {
    closeSync(fd);
  }
}

/** Text of a file; never throws. */
export function readText(file: string): { readonly value: string } | Missing {
  return attempt(() => readBytes(file).toString("utf8"));
}

/** Text of a link; never throws. */
export function readLink(file: string): { readonly value: string } | Missing {
  return attempt(() => readlinkSync(file));
}

/** The value, or `otherwise`. */
export function valueOr<T>(read: { readonly value: T } | Missing, otherwise: T): T {
  return typeof read === "string" ? otherwise : read.value;
}
