/**
 * Process and thread numbers in what debuggers say in words: "Process 7022 stopped", "[New LWP 7023]". Pure. A number
 * that stands alone may be anything, so only one that a debugger's own words announce is taken for one.
 */

/** Words that debuggers put before a process or thread number, each as one of them prints it; the number is all of group 2. */
const announced: readonly RegExp[] = [
  /(\b[Pp]rocess )(\d+)\b/g, // LLDB "Process 7022 stopped", "Attached to process 7022."; GDB "(process 7022)"
  /(\bLWP )(\d+)\b/g, // GDB "[New LWP 7023]", "Thread 0x7f… (LWP 7023)"
  /(\btid ?= ?)(0x[0-9a-f]+|\d+)\b/gi, // LLDB "thread #2: tid = 7023", CodeLLDB "tid=7023"
  /(\(Thread )(\d+)\b(?=\))/g, // Delve "[Go 1] main.step (Thread 7022)"
  /(\bpid:? )(\d+)\b/gi, // refusals: "could not attach to pid 7022"
];

/** The text with `say` of each announced number in its place; undefined from `say` leaves one as it is. */
export function respell(text: string, say: (nr: number) => string | undefined): string {
  return announced.reduce(
    (so, words) => so.replace(words, (whole: string, before: string, nr: string) => respelled(whole, before, nr, say)),
    text,
  );
}

function respelled(whole: string, before: string, nr: string, say: (nr: number) => string | undefined): string {
  const said = say(Number(nr));
  return said === undefined ? whole : `${before}${said}`;
}
