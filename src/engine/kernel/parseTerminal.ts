/** /proc/N/stat → whether a terminal controls the task; see proc_pid_stat(5). Apart from parseStat.ts, which every survey pays for. */

/** Field 7, `tty_nr`, is 0 where there is none. Never throws; false where the text is no `stat` line. */
export function hasTerminal(stat: string): boolean {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const terminal = fields[4]; // the first is field 3, the state
  return stat.includes(")") && terminal !== undefined && /^-?\d+$/.test(terminal) && terminal !== "0";
}
