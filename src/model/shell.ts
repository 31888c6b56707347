/** Shells: which programs are, by the kernel's short name of them, and how words are written for one. */

/** A login shell has a dash before its name in its command line, never in its short name. */
export function isShellName(name: string): boolean {
  return /^(?:sh|bash|dash|ash|zsh|fish|ksh|mksh|tcsh|csh)$/.test(name);
}

/** One word for a POSIX shell. */
export const shellWord = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;

/** A command for a POSIX shell. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(" ");
