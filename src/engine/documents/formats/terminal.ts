/**
 * Lines as a terminal gives them: one at a time, so that no row has its header above it. What they look like must say
 * on its own that they are rows of a table of processes. Samples are in test/recordings/logs/terminal.log.
 */
import { place, type Format } from "../format.ts";

const start = "^ *";
const user = String.raw`[\w.+-]+\$?`;
const tty = String.raw`(?:pts/\d+|tty\w*|console|\?)`;
const state = "[RSDZTtI][<NLsl+]*";
/** Time used, as procps writes it. */
const used = String.raw`(?:\d+-)?\d\d:\d\d:\d\d`;
/** Time used, as BusyBox writes it. */
const usedShort = String.raw`(?:\d+:\d\d|\d+h\d\d|\d+d\d\d)`;
const percent = String.raw`\d+\.\d`;

/** The words of a row up to its program; those called `nr` are the numbers. */
const rows: readonly (readonly string[])[] = [
  ["nr", tty, used], // ps
  [user, "nr", "nr", String.raw`\d+`, String.raw`\S+`, tty, used], // ps -f, docker top
  [user, "nr", "nr", "nr", String.raw`\d+`, String.raw`\d+`, String.raw`\S+`, tty, used], // ps -Lf
  [user, "nr", percent, percent, String.raw`\d+`, String.raw`\d+`, tty, state, String.raw`\S+`, String.raw`\d+:\d\d`], // ps u
  ["nr", user, String.raw`(?:-?\d+|rt)`, String.raw`-?\d+`, ...Array<string>(3).fill(String.raw`[\d.]+[mgt]?`)].concat(
    ...[state, percent, percent, String.raw`\d+:\d\d\.\d\d`], // top
  ),
  ["nr", user, usedShort], // ps of BusyBox
  ["nr", user, String.raw`\d+[mg]?`, state], // the same, built otherwise
  ["nr", "nr", user, state, String.raw`\d+[mg]?`, String.raw`\d+%`, String.raw`(?:\d+ +)?\d+%`], // top of BusyBox
];

const written = (words: readonly string[]): string =>
  words.map((word) => (word === "nr" ? String.raw`\d+` : word)).join(" +");

/** A place for each number of the row. */
function formatOf(words: readonly string[]): Format {
  const line = new RegExp(`${start}${written(words)} +\\S`);
  const places = words.flatMap((word, at) => {
    if (word !== "nr") return [];
    const before = at === 0 ? start : `${start}${written(words.slice(0, at))} +`;
    return [place(before)];
  });
  return { name: "table", line, places };
}

export const terminal: readonly Format[] = [
  ...rows.map(formatOf),
  // ps of the BusyBox that Debian has: two columns of a fixed width and the command
  {
    name: "table",
    line: /^(?=[ \d]{5} )(?=.{14} \S) *\d+ [a-z_][\w.+-]* +\S/,
    places: [place(start)],
  },
  // what writes to a terminal when it would write to the system's log, and so without a time
  { name: "syslog", line: /^[\w./-]+\[\d+\]: /, places: [place(String.raw`^[\w./-]+\[`, String.raw`(?=\]: )`)] },
  // what a shell says of a job that it began
  { name: "shell", line: /^\[\d+\] \d+$/, places: [place(String.raw`^\[\d+\] `, "$", "began")] },
];
