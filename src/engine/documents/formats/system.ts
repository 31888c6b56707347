/** The system's own logs, and numbers that a word beside them calls a process's. Samples are in test/recordings/logs. */
import { place, type Format } from "../format.ts";

const stamp = String.raw`(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?|\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-]\d\d:?\d\d))`;
/** Before the tag of a line of syslog or of journalctl's short forms. */
export const syslogHead = String.raw`^(?:<\d+>)?${stamp} [\w.-]+ `;

export const system: readonly Format[] = [
  {
    name: "syslog",
    line: new RegExp(String.raw`${syslogHead}[\w()./@-]+\[\d+\]: `),
    places: [place(String.raw`${syslogHead}[\w()./@-]+\[`, String.raw`(?=\]: )`)],
  },
  {
    name: "systemd",
    line: new RegExp(String.raw`${syslogHead}systemd(?:-coredump)?\[\d+\]: `),
    places: [
      place("Killing process ", String.raw`(?= \()`, "ended"),
      place("Found left-over process ", String.raw`(?= \()`),
      place(String.raw`: Process `, String.raw`(?= \(.*\) of user \d+ dumped core)`, "ended"),
    ],
  },
  {
    name: "journal",
    line: /^\s*"?_PID"?\s*[=:]\s*"?\d+"?,?$/,
    places: [place(String.raw`^\s*"?_PID"?\s*[=:]\s*"?`, '(?="?,?$)')],
  },
  {
    name: "told",
    line: /\b(?:pid|PID)\b/,
    places: [
      place(String.raw`(?<![\w.$-])(?:pid|PID)(?:=|: ?| #?| is )`, String.raw`(?![\w./-])`),
      place(String.raw`\busers:\(.*?,pid=`, "(?=,fd=)"),
    ],
  },
  {
    name: "told",
    line: /\b(?:starting as|[Ss]tarted|[Ff]orked|[Ss]pawned|[Kk]ill(?:ed|ing)) (?:child |worker )?process \d/,
    places: [
      place(
        String.raw`\bstarting as process |\b(?:[Ss]tarted|[Ff]orked|[Ss]pawned) (?:child |worker )?process `,
        String.raw`(?![\w./-])`,
        "began",
      ),
      place(String.raw`\b[Kk]ill(?:ed|ing) (?:child |worker )?process `, String.raw`(?![\w./-])`, "ended"),
    ],
  },
];
