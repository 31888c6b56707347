/** Reads the command lines of interpreters: which options, and which script. Pure. */
import path from "node:path";

export interface Split {
  /** `--inspect-port=9500`, and an option's separate value joined to it by `=`. */
  readonly options: readonly string[];
  /** What runs: a file, or a module where `-m` said so; absent for `-e` and the like. */
  readonly script?: string;
}

/** Takes options until the first word that is none. `valued` have their value in the next word; `inline` end in code instead of a script. */
export function splitCommand(command: readonly string[], valued: RegExp, inline: RegExp): Split {
  const options: string[] = [];
  const words = command.slice(1);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith("-") || word === "-") return word === "-" ? { options } : { options, script: word };
    if (word === "--") break;
    if (inline.test(word)) return { options: [...options, word] };
    options.push(valued.test(word) && !word.includes("=") ? `${word}=${words.shift() ?? ""}` : word);
  }
  const [script] = words;
  return script === undefined ? { options } : { options, script };
}

/** The script's path as the target calls it; undefined where it is relative to an unknown folder. */
export function absoluteScript(script: string | undefined, folder: string | undefined): string | undefined {
  if (script === undefined) return undefined;
  if (path.isAbsolute(script)) return path.posix.normalize(script);
  return folder === undefined ? undefined : path.posix.resolve(folder, script);
}
