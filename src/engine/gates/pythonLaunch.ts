/** What a Python process says of itself by how it was started; see python(1). Pure. */
import type { AttachFacts } from "../kernel/attachFacts.ts";
import { absoluteScript, splitCommand } from "./commandLine.ts";

const valued = /^-(W|X|Q)$/;
const inline = /^-(c|m)/;

export interface PythonLaunch {
  /** As the target calls it; absent for modules and code. */
  readonly script?: string;
  /** The port of `-m debugpy --listen`, which waits for a debugger. */
  readonly listens?: number;
}

function debugpyPort(command: readonly string[]): number | undefined {
  const at = command.findIndex((word, index) => word === "debugpy" && command[index - 1] === "-m");
  if (at < 0) return undefined;
  const listen = command.indexOf("--listen", at);
  const port = listen < 0 ? undefined : /(?:^|:)(\d+)$/.exec(command[listen + 1] ?? "")?.[1];
  return port === undefined ? undefined : Number(port);
}

export function pythonLaunch(facts: AttachFacts): PythonLaunch {
  const { script } = splitCommand(facts.command, valued, inline);
  const listens = debugpyPort(facts.command);
  const file = script ?? (listens === undefined ? undefined : facts.command.find((word) => word.endsWith(".py")));
  const at = absoluteScript(file, facts.folder);
  return { ...(at === undefined ? {} : { script: at }), ...(listens === undefined ? {} : { listens }) };
}

/** Whether somebody has put debugpy into it already: a second time breaks it, and never attaches. */
export function isInjected(facts: AttachFacts): boolean {
  return (
    typeof facts.mapped !== "string" &&
    facts.mapped.some((file) => /\/pydevd_attach_to_process\/attach(_linux_\w+)?\.so/.test(file))
  );
}
