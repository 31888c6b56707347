/** Which programs are shells, by the kernel's short name of them. */

/** A login shell has a dash before its name in its command line, never in its short name. */
export function isShellName(name: string): boolean {
  return /^(?:sh|bash|dash|ash|zsh|fish|ksh|mksh|tcsh|csh)$/.test(name);
}
