/** Tables of processes: `ps`, `top`, `docker top`, `lsof` and their like. Their header says which columns are numbers. Pure. */

/** A header with the columns that hold process or thread numbers. */
export interface Table {
  /** How many words of a row stand before each, and where the header's word begins and ends. */
  readonly columns: readonly { readonly word: number; readonly start: number; readonly end: number }[];
  /** Words of the header: a row has at least as many. */
  readonly words: number;
  /** `docker top` gives the host's numbers whatever it is asked about. */
  readonly speaks?: "host";
}

const numbered = new Set(["PID", "PPID", "TID", "LWP", "SPID", "TGID", "PGID", "SID", "SESS", "HPID", "HPPID"]);
/** Words that tables of processes have beside the number. */
const beside =
  /^(?:USER|UID|COMMAND|CMD|TTY|TT|STAT|S|TIME|TIME\+|%CPU|COMM|NAME|FD|NS|STARTED|ELAPSED|PPID|C|CMDLINE)$/;

const wordsOf = (line: string): readonly { readonly text: string; readonly start: number; readonly end: number }[] =>
  [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }));

/** The table that a line is the header of; absent for any other line. */
export function tableOf(line: string): Table | undefined {
  if (!/\bPID\b/.test(line) || /[a-z:=[\]]{2}/.test(line.replace(/\b(?:ms|Mem)\b/g, ""))) return undefined;
  const words = wordsOf(line);
  if (!words.some(({ text }) => beside.test(text))) return undefined;
  const columns = words.flatMap(({ text, start, end }, word) => (numbered.has(text) ? [{ word, start, end }] : []));
  const isDockers = /^UID {17}PID {17}PPID {16}C {19}STIME /.test(line);
  return { columns, words: words.length, ...(isDockers ? { speaks: "host" } : {}) };
}

export interface Cell {
  readonly start: number;
  readonly text: string;
}

/** Characters by which a column may be off: long numbers push what follows to the right. */
const slack = 6;

/** The numbers of a row; none when the line is no row of the table. */
export function cellsOf(line: string, table: Table): readonly Cell[] {
  const words = wordsOf(line);
  if (words.length < table.words) return [];
  return table.columns.flatMap(({ word, start, end }) => {
    const cell = words[word];
    if (!cell || !/^[1-9]\d{0,6}$/.test(cell.text)) return [];
    const isBelow = Math.abs(cell.end - end) <= slack || Math.abs(cell.start - start) <= slack;
    return isBelow ? [{ start: cell.start, text: cell.text }] : [];
  });
}
