/** Whether words by which a person means a program fit a task that is not there yet. Pure. */

export interface Named {
  /** The kernel's short name. */
  readonly name: string;
  readonly command: readonly string[];
}

/**
 * `match` is the short name, the whole command line, one of its words or the end of a path in it; with a blank in it, any part of the
 * command line will do. Stricter than a search: what fits is stopped.
 */
export function fits({ name, command }: Named, match: string): boolean {
  if (match === "") return false;
  const line = command.join(" ");
  if (name === match || line === match) return true;
  if (/\s/.test(match)) return line.includes(match);
  return command.some((word) => word === match || (!/\s/.test(word) && word.endsWith(`/${match}`)));
}
