/** What a kind of text looks like, as data: which lines are its, and where in them process and thread numbers stand. */

/** What a line says has happened to the task with a number. `lives`: nothing, so it lived then. */
export type Tells = "lives" | "began" | "ended";

/** Where numbers stand in the lines of a format. */
export interface Place {
  /** Global and with indices (`gd`); the group `nr` is the number, decimal or 0x hexadecimal. */
  readonly find: RegExp;
  readonly tells?: Tells;
}

export interface Format {
  /** As people call it; tests and hovers name it. */
  readonly name: string;
  /** A line of this format; others have none of its numbers. */
  readonly line: RegExp;
  readonly places: readonly Place[];
  /** The numbers are always those of `host`, whoever wrote the file down. */
  readonly speaks?: "host";
}

/** A number of 1 to 7 digits that is no part of a longer word, path, address or decimal. */
export const number = String.raw`(?<nr>[1-9]\d{0,6})(?![\w%]|[.,]\d)`;

/** A place from the words before and after a number. */
export function place(before: string, after = "", tells: Tells = "lives"): Place {
  return { find: new RegExp(`(?:${before})${number}${after}`, "gd"), tells };
}
