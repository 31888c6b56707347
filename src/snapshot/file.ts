/**
 * A snapshot as a file: the whole map at a moment, with threads and what the journal remembers, in the wire's own
 * shapes. Environments are never in it, arguments only on request. Pure.
 */
import type { WireMap, WireTask } from "../protocol/wire.ts";

export interface Snapshot {
  /** ISO 8601. */
  readonly taken: string;
  readonly map: WireMap;
  /** Every process, by its name in `host`. */
  readonly tasks: readonly WireTask[];
  /** Every further thread, by its name in `host`. */
  readonly threads: readonly WireTask[];
  /** Lines of the journal, oldest first. */
  readonly journal: readonly string[];
}

const format = "pspace-snapshot";
const version = 2;

/** Arguments can hold secrets: without them, of each command only its program is written. */
export function writeSnapshot(snapshot: Snapshot, withArguments: boolean): string {
  const written = (tasks: readonly WireTask[]) =>
    withArguments ? tasks : tasks.map((task) => ({ ...task, command: programOf(task.command) }));
  const { taken, map, tasks, threads, journal } = snapshot;
  const whole = { format, version, taken, map, tasks: written(tasks), threads: written(threads), journal };
  return `${JSON.stringify(whole)}\n`;
}

/** A process may write its whole story into its first word. */
const programOf = ([first]: readonly string[]): readonly string[] =>
  first === undefined ? [] : [first.split(/\s/, 1)[0] ?? ""];

/** A reason instead of a result where the text is no snapshot, or one of a later version. Never throws. */
export function parseSnapshot(text: string): Snapshot | { readonly bad: string } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { bad: "it is not JSON" };
  }
  if (!isObject(read) || read["format"] !== format) return { bad: "it is not a snapshot" };
  const { version: of } = read;
  if (of !== 1 && of !== version) return { bad: `it is a snapshot of version ${String(of)}` };
  // The first version had neither threads nor a journal.
  const { taken, map, tasks, threads = [], journal = [] } = read as { readonly [Key in keyof Snapshot]: unknown };
  const isMap = isObject(map) && areObjects(map["spaces"]);
  const isWhole = typeof taken === "string" && isMap && areObjects(tasks) && areObjects(threads) && areTexts(journal);
  // The shapes within are our own: who changes such a file by hand gets what that makes of it.
  return isWhole
    ? ({ taken, map, tasks, threads, journal } as unknown as Snapshot)
    : { bad: "parts of it are missing" };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const areObjects = (value: unknown): boolean => Array.isArray(value) && value.every(isObject);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");
