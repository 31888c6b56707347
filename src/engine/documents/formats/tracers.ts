/**
 * What tracers and debuggers print: numbers in the space that the tracer runs in. What a traced call gave back is the
 * traced task's own word in its own space, so it is left out. Samples are in test/recordings/logs.
 */
import { place, type Format } from "../format.ts";

const call = String.raw`(?:[a-z]\w+\(|<\.\.\. \w+ resumed>|\+\+\+ |--- SIG|\?{4}\()`;
const clock = String.raw`(?:(?:\d\d:\d\d:\d\d|\d{10})(?:\.\d{1,9})? )?`;

export const tracers: readonly Format[] = [
  {
    name: "strace",
    line: new RegExp(String.raw`\[pid +\d+\] |^ *\d+ +${clock}${call}|strace: Process \d+ |in strace's PID NS \*/`),
    places: [
      place(String.raw`^${clock}\[pid +`, String.raw`(?=\] ${clock}\+\+\+ )`, "ended"),
      place(String.raw`^${clock}\[pid +`, String.raw`(?=\] (?!${clock}\+\+\+ ))`),
      place("^ *", String.raw`(?= +${clock}\+\+\+ )`, "ended"),
      place("^ *", String.raw`(?= +${clock}(?!\+)${call})`),
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
];
