/** The manual page, in roff: what the table of commands says, and what is true of all of them. See man-pages(7). */
import { exitCodes } from "../outcome.ts";
import type { ArgumentOutline, CommandOutline, Outline } from "./outline.ts";

/** Text as roff takes it: no escape, and no request at the start of a line. */
const safe = (text: string): string =>
  text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/^([.'])/gm, "\\&$1");

const place = ({ name, required, variadic }: ArgumentOutline): string => {
  const word = `\\fI${safe(name.toUpperCase())}\\fR${variadic ? "..." : ""}`;
  return required ? word : `[${word}]`;
};

/** `--json` and the like are said once, for all. */
const shared = new Set(["--json", "--host", "--proc", "--from"]);

function commandText({ name, description, arguments: places, options }: CommandOutline): string {
  const own = options.filter(({ flag }) => !shared.has(flag));
  const flags = own.map(
    ({ flag, value }) => `[\\fB${safe(flag)}\\fR${value === undefined ? "" : ` \\fI${value}\\fR`}]`,
  );
  const line = [`\\fBpspace ${safe(name)}\\fR`, ...places.map(place), ...flags].join(" ");
  const said = own.map(({ flag, description: words }) => `.br\n\\fB${safe(flag)}\\fR: ${safe(words)}.`);
  return [`.TP`, line, `${safe(capital(description))}.`, ...said].join("\n");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function sharedOptions(commands: readonly CommandOutline[]): readonly string[] {
  const options = commands.find(({ name }) => name === "spaces")?.options ?? [];
  return options.map(
    ({ flag, value, description }) =>
      `.TP\n\\fB${safe(flag)}\\fR${value === undefined ? "" : ` \\fI${value}\\fR`}\n${safe(capital(description))}.`,
  );
}

const tuples = `A tuple is \\fISPACE\\fR:\\fINUMBER\\fR: a process or thread number (decimal, or hexadecimal after 0x)
together with the space that gives it meaning. A space is written as
.TP
\\fBhost\\fR
the outermost space that can be seen
.TP
\\fINAME\\fR
the name of a container, or one given by \\fBpspace name\\fR
.TP
\\fBdocker://\\fR\\fINAME\\-or\\-ID\\fR
a container of that runtime (podman, containerd, cri\\-o, lxc, nspawn, systemd)
.TP
\\fBk8s://\\fR\\fINAMESPACE\\fR/\\fIPOD\\fR/\\fICONTAINER\\fR
a container of a pod
.TP
\\fBpid:[\\fR\\fIINODE\\fR\\fB]\\fR
any PID namespace, as the kernel writes it
.TP
\\fISPACE\\fR/\\fISPACE\\fR
a space nested in a named one`;

const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: "Done.",
  absent: "There is no such task or space.",
  badWords: "The words make no sense.",
  denied: "The kernel does not permit it.",
  ambiguous: "The words name more than one task or space.",
  failed: "The engine failed.",
};

/** `date` is the day of the page, as YYYY-MM-DD. */
export function manualPage({ name, description, version, commands }: Outline, date: string): string {
  const codes = Object.entries(exitCodes) as [keyof typeof exitCodes, number][];
  return [
    `.TH ${name.toUpperCase()} 1 "${date}" "${name} ${version}" "User Commands"`,
    `.SH NAME\n${name} \\- processes by space and number`,
    `.SH SYNOPSIS\n.B ${name}\n\\fICOMMAND\\fR [\\fIARGUMENT\\fR...] [\\fIOPTION\\fR...]`,
    `.SH DESCRIPTION\n${safe(description)}`,
    `.SH COMMANDS`,
    ...commands.map(commandText),
    `.SH OPTIONS\nThese are understood by every command that asks about the machine.`,
    ...sharedOptions(commands),
    `.SH TUPLES\n${tuples}`,
    `.SH EXIT STATUS`,
    ...codes.map(([key, code]) => `.TP\n\\fB${code.toString()}\\fR\n${safe(meanings[key])}`),
    `.SH FILES\n.TP\n\\fI$XDG_STATE_HOME/pspace/\\fR\nWho held which number when, and the names given by \\fBpspace name\\fR; of the user alone.`,
    `.SH SEE ALSO\n.BR pid_namespaces (7),\n.BR lsns (8),\n.BR nsenter (1),\n.BR pidfd_open (2)`,
    "",
  ].join("\n");
}
