/** What language runtimes and their logging libraries write. Samples are in test/recordings/logs. */
import { place, type Format } from "../format.ts";

const level = "(?:DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL|TRACE)";
const when = String.raw`\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)*`;

export const languages: readonly Format[] = [
  {
    name: "Python logging",
    line: new RegExp(String.raw`^\[?${when}\b.*\b${level}\b|^${level} ${when} `),
    places: [
      place(String.raw`^\[?${when}\]? \[?`, String.raw`(?=\]? (?:- )?\[?${level}\b)`),
      place(String.raw`^\[?${when}\]? (?:- )?${level} (?:- )?\[`, String.raw`(?=[:\]])`),
      place(String.raw`^${when} - [\w.]+ - ${level} - `, "(?= - )"),
      place(String.raw`^${level} ${when} \S+ `, String.raw`(?= \d{6,} )`),
    ],
  },
  {
    name: "Java thread dump",
    line: /^"[^"]*"(?: #\d+)?(?: \[\d+\])? .*\bnid=(?:0x[0-9a-f]+|\d+)\b/,
    places: [
      { find: /\bnid=(?<nr>0x[1-9a-f][0-9a-f]{0,5}|[1-9]\d{0,6})\b/dg },
      place(String.raw`^"[^"]*" #\d+ \[`, String.raw`(?=\] )`),
    ],
  },
  {
    name: "Spring Boot",
    line: new RegExp(String.raw`^${when}(?:Z|[+-]\d\d:\d\d)? +${level} \d+ --- \[`),
    places: [place(String.raw` ${level} `, "(?= --- )"), place(" with PID ", String.raw`(?= \()`, "began")],
  },
  {
    name: "Java crash",
    line: /^# .*\bpid=\d+, tid=\d+$/,
    places: [place(String.raw`\bpid=`, "(?=,)", "ended"), place(", tid=", "$", "ended")],
  },
  {
    name: "Java unified logging",
    line: /^\[[\dT:.+-]+\]\[\d+\]\[\d+\]\[(?:info|debug|trace|warning|error) *\]/,
    places: [
      place(String.raw`^\[[^\]]+\]\[`, String.raw`(?=\])`),
      place(String.raw`^\[[^\]]+\]\[\d+\]\[`, String.raw`(?=\])`),
    ],
  },
  { name: "Node", line: /^\(node:\d+\) /, places: [place(String.raw`^\(node:`, String.raw`(?=\))`)] },
  {
    name: "V8",
    line: /^\[\d+:0x[0-9a-f]+\] +\d+ ms: /,
    places: [place(String.raw`^\[`, "(?=:0x)")],
  },
  {
    name: "Chromium",
    line: /^\[\d+:\d+:\d{4}\/\d{6}\.\d+:[A-Z]+:/,
    places: [place(String.raw`^\[`, "(?=:)"), place(String.raw`^\[\d+:`, "(?=:)")],
  },
  {
    name: "Ruby logger",
    line: /^[DIWEFA], \[\d{4}-\d\d-\d\dT[\d:.]+ #\d+\] +[A-Z]+ -- /,
    places: [place(String.raw`^[A-Z], \[\S+ #`, String.raw`(?=\])`)],
  },
  {
    name: "JSON log",
    line: /^\{.*"pid":\d+[,}]/,
    places: [place('"pid":', "(?=[,}])")],
  },
];
