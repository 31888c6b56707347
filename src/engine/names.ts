/**
 * The names that the user gave to spaces, kept in a private file of theirs by the space's identity. Names of spaces
 * of this boot that are gone are dropped; of a file that cannot be read or written, names hold while the engine lives.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { host } from "../model/pid.ts";
import { parseSpace } from "../model/reference.ts";
import type { Space } from "../model/space.ts";

export class Names {
  #byIdentity = new Map<string, string>();

  /** `file` absent: nothing is kept. */
  constructor(private readonly file: string | undefined) {
    this.reload();
  }

  readonly nameOf = (identity: string): string | undefined => this.#byIdentity.get(identity);

  /** Another engine of the same user may have given names since. */
  readonly reload = (): void => {
    if (this.file === undefined) return;
    const read = readNames(this.file);
    if (read) this.#byIdentity = read;
  };

  /** By every identity that the space is known by. Absent `name`: takes it back. */
  give(identities: readonly string[], name: string | undefined, isAlive: (identity: string) => boolean): void {
    this.reload();
    for (const known of this.#byIdentity.keys()) if (!isAlive(known)) this.#byIdentity.delete(known);
    for (const identity of identities) {
      if (name === undefined) this.#byIdentity.delete(identity);
      else this.#byIdentity.set(identity, name);
    }
    this.#write();
  }

  #write(): void {
    if (this.file === undefined) return;
    const text = JSON.stringify({ version: 1, names: Object.fromEntries(this.#byIdentity) }, undefined, 2);
    const draft = `${this.file}.${Math.random().toString(36).slice(2)}`;
    try {
      mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
      writeFileSync(draft, `${text}\n`, { mode: 0o600, flag: "wx" });
      chmodSync(draft, 0o600);
      renameSync(draft, this.file);
    } catch {
      // A state folder that cannot be written costs the names after the engine's end, nothing else.
    }
  }
}

/** Absent where there is no such file or it is not ours: the names known so far stay. */
function readNames(file: string): Map<string, string> | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    return parseNames(read);
  } catch {
    return undefined;
  }
}

export function parseNames(read: unknown): Map<string, string> {
  const names = typeof read === "object" && read !== null && "names" in read ? read.names : undefined;
  if (typeof names !== "object" || names === null) return new Map();
  const pairs = Object.entries(names).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return new Map(pairs);
}

/** Why a space may not be called so; absent where it may. */
export function whyNotNamed(space: Space, name: string, spaces: readonly Space[]): string | undefined {
  if (space.id === host) return "space 0 is always called host";
  if (space.container?.name !== undefined) return `its runtime calls it ${space.container.name}`;
  const reference = parseSpace(name);
  const [step, ...more] = "bad" in reference ? [] : reference.steps;
  if (step?.by !== "name" || more.length > 0 || step.name !== name) {
    return `"${name}" cannot stand before the colon of a tuple: letters, digits, "_", "." and "-" can`;
  }
  const other = spaces.find((one) => one.name === name && one.id !== space.id);
  return other ? `another space is called ${name} already` : undefined;
}
