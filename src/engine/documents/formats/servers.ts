/** Logs of servers that write their process number into each line. Samples are in test/recordings/logs. */
import { place, type Format } from "../format.ts";

const words = String.raw`(?:DEBUG\d?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|STATEMENT|DETAIL|HINT|CONTEXT|QUERY|LOCATION)`;

export const servers: readonly Format[] = [
  {
    name: "nginx error log",
    line: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[[a-z]+\] \d+#\d+: /,
    places: [
      place(String.raw`^\S+ \S+ \[[a-z]+\] `, "(?=#)"),
      place(String.raw`^\S+ \S+ \[[a-z]+\] \d+#`, "(?=: )"),
      place("start (?:worker|cache manager|cache loader) process ", "$", "began"),
      place("(?:worker|cache manager|cache loader) process ", "(?= exited )", "ended"),
      place(String.raw`signal \d+ \(SIGCHLD\) received from `, "", "ended"),
      place(String.raw`signal \d+ \((?!SIGCHLD)SIG\w+\) received from `),
    ],
  },
  {
    name: "PostgreSQL",
    line: new RegExp(String.raw`^[\d-]{10} [\d:.]{8,15} \S+ \[\d+\](?:-\d+)?:? .*?${words}: `),
    places: [
      place(String.raw`^[\d-]{10} [\d:.]{8,15} \S+ \[`, String.raw`(?=\])`),
      place(String.raw`\(PID `, String.raw`(?=\) (?:was terminated|exited))`, "ended"),
      place(String.raw`\(PID `, String.raw`(?=\) (?!was terminated|exited))`),
      place("(?:LOG|DETAIL): +[Pp]rocess ", "(?= (?:still )?(?:waits|waiting|acquired|detected|avoided))"),
      place("blocked by process "),
      place("Process(?:es)? holding the lock: |Wait queue: |(?:holding the lock|Wait queue): [\\d, ]*?, "),
    ],
  },
  {
    name: "Redis",
    line: /^\d+:(?:[XCSM] \d\d? [A-Z][a-z]{2} (?:\d{4} )?[\d:.]+ [.*#-] |signal-handler \()/,
    places: [
      place("^", "(?=:)"),
      place("started by pid ", "", "began"),
      place(", pid=", "(?=, just started)", "began"),
    ],
  },
  {
    name: "Apache error log",
    line: /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:.]+ \d{4}\] \[[\w:-]+\] \[pid \d+(?::tid \d+)?\] /,
    places: [
      place(String.raw`\] \[pid `, String.raw`(?=[:\]])`),
      place(String.raw`\] \[pid \d+:tid `, String.raw`(?=\])`),
    ],
  },
  {
    name: "Gunicorn",
    line: /^\[\d{4}-\d\d-\d\d [\d:]{8} [+-]\d{4}\] \[\d+\] \[[A-Z]+\] /,
    places: [
      place(String.raw`^\[[^\]]+\] \[`, String.raw`(?=\])`),
      place("Booting worker with pid: ", "$", "began"),
      place(String.raw`Worker exiting \(pid: `, String.raw`(?=\))`, "ended"),
      place(String.raw`WORKER TIMEOUT \(pid:`, String.raw`(?=\))`),
      place(String.raw`Worker \(pid:`, String.raw`(?=\) was sent)`, "ended"),
      place(String.raw`Listening at: \S+ \(`, String.raw`(?=\)$)`),
    ],
  },
  {
    name: "Uvicorn",
    line: /^INFO: {5}(?:Started (?:server|reloader|parent) process|Finished server process|Stopping (?:reloader|parent) process) \[/,
    places: [
      place(String.raw`Started \w+ process \[`, String.raw`(?=\])`, "began"),
      place(String.raw`(?:Finished|Stopping) \w+ process \[`, String.raw`(?=\])`, "ended"),
    ],
  },
  {
    name: "klog",
    line: /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ [\w./-]+:\d+\] /,
    places: [place(String.raw`^[IWEF]\d{4} [\d:.]{15} +`, "(?= )")],
  },
];
