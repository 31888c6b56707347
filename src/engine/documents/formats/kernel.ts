/**
 * The kernel's log: its numbers are those of `host`, also where the line is about a container's task. Samples are in
 * test/recordings/logs.
 */
import { place, type Format } from "../format.ts";

/** What a line of dmesg, of /dev/kmsg or of `kernel:` in syslog begins with, in the form in which wrappers leave it. */
export const kernelHead = String.raw`^(?:kernel: )?(?:<\d+>)?(?:\d+,\d+,\d+,[-\w,=]*;|\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? |\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}\] |(?<=kernel: )|\d{4}-\d\d-\d\dT[\d:,]+[+-]\d\d:\d\d )`;

export const kernel: readonly Format[] = [
  {
    name: "kernel",
    line: new RegExp(kernelHead),
    speaks: "host",
    places: [
      place(String.raw`\bKilled process `, String.raw`(?= \()`, "ended"),
      place(String.raw`\boom-kill:.*,pid=`, "(?=,)", "ended"),
      place(String.raw`${kernelHead}\[ +`, String.raw`(?=\] +\d+ +\d+ +\d+ )`),
      place(
        String.raw`${kernelHead}(?:traps: )?\S+\[`,
        String.raw`(?=\](?::? segfault| general protection| trap |: bad frame))`,
        "ended",
      ),
      place(String.raw`\bCPU: \d+ (?:UID: \d+ )?PID: `, "(?= Comm: )"),
      place(String.raw`\bINFO: task \S+:`, "(?= blocked for )"),
      place(String.raw`\bstuck for \d+s! \[\S+:`, String.raw`(?=\])`),
      place(String.raw`\btask:\S+ .*\b(?:pid|tgid|ppid):`, "(?= )"),
      place(String.raw`${kernelHead}\S+ \(`, String.raw`(?=\)(?:: drop_caches| used greatest stack| uses ))`),
      place(String.raw`\baudit\b.*? (?:pid|ppid)=|\baudit\b.*? pid=\d+ .*?ppid=`, "(?= )"),
    ],
  },
];
