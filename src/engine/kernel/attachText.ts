/** Reading small kernel files for the attach half of the port: a text, or why there is none. Never throws. */
import { readFileSync, readlinkSync } from "node:fs";
import type { Missing } from "./missing.ts";

/** ENOENT and ESRCH mean "not there (any more)"; everything else is refused to us. */
export function missingOf(thrown: unknown): Missing {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  return code === "ENOENT" || code === "ESRCH" || code === "ENOTDIR" ? "absent" : "denied";
}

export interface Text {
  readonly text: string;
}

export function readText(path: string): Text | Missing {
  try {
    return { text: readFileSync(path, "utf8") };
  } catch (thrown) {
    return missingOf(thrown);
  }
}

/** The text, or an empty one where it could not be read. */
export function textOr(path: string): string {
  const read = readText(path);
  return typeof read === "string" ? "" : read.text;
}

/** Text of a symbolic link; magic links of procfs are read, never followed. */
export function linkText(path: string): Text | Missing {
  try {
    return { text: readlinkSync(path) };
  } catch (thrown) {
    return missingOf(thrown);
  }
}

/** The words between NUL bytes, as cmdline and environ have them. */
export function wordsOf(text: string): readonly string[] {
  const words = text.split("\0");
  if (words.at(-1) === "") words.pop();
  return words;
}

/** A line `Key: value` of proc_pid_status(5). */
export function statusField(status: string, key: string): string | undefined {
  return new RegExp(`^${key}:[ \\t]*(.*)$`, "m").exec(status)?.[1];
}
