/**
 * What tracers and debuggers print: numbers in the space that the tracer runs in. What a traced call gave back is the
 * traced task's own word in its own space, so it is left out. Samples are in test/recordings/logs.
 */
import { place, type Format } from "../format.ts";

const call = String.raw`(?:[a-z]\w+\(|<\.\.\. \w+ resumed>|\+\+\+ |--- SIG|\?{4}\()`;
/** Without a time a call must show what it gave back, or that it is not over: sources with numbers before their lines have calls too. */
const whole = String.raw`(?![a-z]\w+\((?!.*(?:\) += | <(?:unfinished \.\.\.|detached \.\.\.)>)))${call}`;
const time = String.raw`(?:\d\d:\d\d:\d\d|\d{10})(?:\.\d{1,9})? `;
const clock = `(?:${time})?`;
/** What comes after the number of whoever was traced. */
const traced = `(?:${time}${call}|${whole})`;

export const tracers: readonly Format[] = [
  {
    name: "strace",
    line: new RegExp(String.raw`\[pid +\d+\] |^ *\d+ +${traced}|strace: Process \d+ |in strace's PID NS \*/`),
    places: [
      place(String.raw`^${clock}\[pid +`, String.raw`(?=\] ${clock}\+\+\+ )`, "ended"),
      place(String.raw`^${clock}\[pid +`, String.raw`(?=\] (?!${clock}\+\+\+ ))`),
      place("^ *", String.raw`(?= +${clock}\+\+\+ )`, "ended"),
      place("^ *", String.raw`(?= +${clock}(?!\+))(?= +${traced})`),
      place("strace: Process ", "(?= attached)"),
      place("strace: Process ", "(?= detached)"),
      place(String.raw`/\* `, String.raw`(?= in strace's PID NS \*/)`),
    ],
  },
  {
    name: "gdb",
    line: /^(?:\[(?:New|Thread|LWP|Inferior|Detaching|Attaching|Switching)\b|Attaching to |Detaching from |[* ] *\d+ +(?:Thread|LWP|process) |Thread \d+ )/,
    places: [
      place(String.raw`^\[New LWP `, String.raw`(?=\])`, "began"),
      place(String.raw`^\[New Thread 0x[0-9a-f]+ \(LWP `, String.raw`(?=\)\])`, "began"),
      place(String.raw`^\[LWP `, "(?= exited)", "ended"),
      place(String.raw`^\[Thread 0x[0-9a-f]+ \(LWP `, String.raw`(?=\) exited)`, "ended"),
      place(String.raw`^(?!\[New|\[Thread)[^"]*\bThread 0x[0-9a-f]+ \(LWP `, String.raw`(?=\))`),
      place(String.raw`^[* ] *\d+ +LWP `),
      place(String.raw`^\[Switching to thread \S+ \(LWP `, String.raw`(?=\))`),
      place(String.raw`^\[Inferior \d+ \(process `, String.raw`(?=\) exited)`, "ended"),
      place(String.raw`^\[Inferior \d+ \(process `, String.raw`(?=\) (?!exited))`),
      place(String.raw`\b(?:from|to) child process `, String.raw`(?=\])`, "began"),
      place(String.raw`^\[New inferior \d+ \(process `, String.raw`(?=\)\])`, "began"),
      place(String.raw`\bfrom parent process `, String.raw`(?=\])`),
      place(String.raw`^\[?(?:Attaching to|Detaching from|Switching to)\b.*\bprocess `),
      place(String.raw`^[* ] *\d+ +process `),
    ],
  },
  {
    name: "lldb",
    line: /^(?:\(lldb\) |Process \d+ |[* ] thread #\d+)/,
    places: [
      place("^Process ", "(?= exited with status)", "ended"),
      place("^Process ", "(?= launched)", "began"),
      place("^Process ", "(?= (?:stopped|resuming|detached|is running))"),
      { find: /^[* ] thread #\d+: tid = (?<nr>0x[1-9a-f][0-9a-f]{0,5}|[1-9]\d{0,6})\b/dg },
    ],
  },
  {
    name: "Delve",
    line: /^(?:\(dlv\) )?[* ] ?Thread \d+ at |^(?:\(dlv\) )?Thread \d+ at | \(thread \d+\)/,
    places: [
      place(String.raw`^(?:\(dlv\) )?(?:[* ] )?Thread `, "(?= at )"),
      place(String.raw`^[* ] Goroutine \d+ - .* \(thread `, String.raw`(?=\))`),
    ],
  },
];
