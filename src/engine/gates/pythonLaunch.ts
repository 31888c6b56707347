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

/** The port of `-m debugpy --listen` on a command line. */
export function debugpyPort(command: readonly string[]): number | undefined {
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

/**
 * debugpy's adapter is a process of its own, which leaves the task's family; it is the task's if it runs from the
 * folder that we made for this task, or was told the port that the task's own command line names.
 */
export function isAdapterFor(
  command: readonly string[],
  folder: string | undefined,
  listens: number | undefined,
): boolean {
  const adapter = command.find(
    (word) => word.endsWith("/debugpy/adapter") || word.endsWith("/debugpy/adapter/__main__.py"),
  );
  if (adapter === undefined) return false;
  if (folder !== undefined) return adapter.startsWith(`${folder}/`);
  return listens !== undefined && command[command.indexOf("--port") + 1] === listens.toString();
}
