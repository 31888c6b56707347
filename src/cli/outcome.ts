/** How a command can end, and the exit codes that scripts depend on. Nothing here is words: those are in prose.ts. */

/** The contract's exit codes. */
export const exitCodes = {
  done: 0,
  /** No such task or space. */
  absent: 1,
  badWords: 2,
  denied: 3,
  ambiguous: 4,
  /** The engine failed, or could not be reached. */
  failed: 5,
} as const;

/**
 * A command's end: `sentence` goes to stderr, and only a failure has one. `exit` is one of `exitCodes`, except
 * where a program was run in a space: then it is that program's own.
 */
export interface Outcome {
  readonly exit: number;
  readonly sentence?: string;
}

export const done: Outcome = { exit: exitCodes.done };
