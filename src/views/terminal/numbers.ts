/** Where a line of text has numbers that may be processes'. Pure. */

export interface FoundNumber {
  readonly start: number;
  readonly length: number;
  readonly nr: number;
  /** A word beside it says that it is a process's: `pid 17`, `worker[17]`. */
  readonly told: boolean;
}

/** Words before a number, as logs and dumps have them. */
const before = /(?:\b(?:pid|ppid|tid|lwp|process|proc|thread|worker|child|kill(?:ing|ed)?)\b\W{0,3}|\[)$/i;

/** Every whole number that a process could have, at most seven digits (the kernel's limit is 4194304). */
export function numbersIn(line: string): readonly FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const match of line.matchAll(
    /(?<![\w.:/-]|\d,)\d{1,7}(?![\w.:/-]|,\d)|(?<=\w\[)\d{1,7}(?=\])|(?<=\bpid[=:])\d{1,7}\b/gi,
  )) {
    const nr = Number(match[0]);
    if (nr < 1 || nr > 4194304 || match[0].startsWith("0")) continue;
    found.push({ start: match.index, length: match[0].length, nr, told: before.test(line.slice(0, match.index)) });
  }
  return found;
}
