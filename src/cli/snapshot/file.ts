/** A snapshot as a file: the whole map at a moment, in the wire's own shapes. Threads and journals are not in it. */
import type { WireMap, WireTask } from "../../protocol/wire.ts";

export interface Snapshot {
  /** ISO 8601. */
  readonly taken: string;
  readonly map: WireMap;
  /** Every process, by its name in `host`. */
  readonly tasks: readonly WireTask[];
}

const format = "pspace-snapshot";
const version = 1;

/** Arguments can hold secrets: without them, of each command only its program is written. */
export function writeSnapshot({ taken, map, tasks }: Snapshot, withArguments: boolean): string {
  const written = withArguments ? tasks : tasks.map((task) => ({ ...task, command: programOf(task.command) }));
  return `${JSON.stringify({ format, version, taken, map, tasks: written })}\n`;
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
  if (read["version"] !== version) return { bad: `it is a snapshot of version ${String(read["version"])}` };
  const { taken, map, tasks } = read as { readonly [Key in keyof Snapshot]: unknown };
  const isWhole = typeof taken === "string" && isObject(map) && areObjects(map["spaces"]) && areObjects(tasks);
  // The shapes within are our own: who changes such a file by hand gets what that makes of it.
  return isWhole ? ({ taken, map, tasks } as unknown as Snapshot) : { bad: "parts of it are missing" };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const areObjects = (value: unknown): boolean => Array.isArray(value) && value.every(isObject);
