/** Snapshots from and to the disk, and as an engine that commands can ask. */
import { readFileSync, writeFileSync } from "node:fs";
import { noSuchFile } from "../prose.ts";
import { OutcomeError } from "../runner.ts";
import type { OpenEngine } from "../use.ts";
import { answersOf } from "./answers.ts";
import { parseSnapshot, type Snapshot } from "../../snapshot/file.ts";

/** Throws an `OutcomeError` for a file that cannot be read or is no snapshot. */
export function readSnapshot(file: string): Snapshot {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (thrown) {
    throw new OutcomeError(noSuchFile(file, (thrown as Error).message));
  }
  const snapshot = parseSnapshot(text);
  if ("bad" in snapshot) throw new OutcomeError(noSuchFile(file, snapshot.bad));
  return snapshot;
}

/** For the user alone: names and users of processes are nobody else's business. Throws an `OutcomeError`. */
export function saveSnapshot(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (thrown) {
    throw new OutcomeError(noSuchFile(file, (thrown as Error).message));
  }
}

export function openSnapshot(file: string): OpenEngine {
  return {
    asks: answersOf(readSnapshot(file)),
    onChange: () => undefined,
    lost: new Promise(() => undefined),
    commandFor: (words) => words,
    close: () => Promise.resolve(),
  };
}
