/** What can be told of a task from the map alone: what runs in it, what it waits for. Guesses, shown as such. Pure. */
import type { Picture } from "../client/picture.ts";
import type { WireTask } from "../protocol/wire.ts";
import type { Translate } from "../editor/words.ts";

const languages: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/^(node|nodejs|bun|deno|npm|npx|yarn|pnpm)$/, "Node.js"],
  [/^(python|pypy)[\d.]*$|^(gunicorn|uvicorn|celery)$/, "Python"],
  [/^(java|javaw)$/, "Java"],
  [/^(ruby|puma|rake)[\d.]*$/, "Ruby"],
  [/^php(-fpm)?[\d.]*$/, "PHP"],
  [/^(dotnet)$/, ".NET"],
  [/^perl[\d.]*$/, "Perl"],
  [/^-?(sh|bash|dash|ash|zsh|fish|ksh)$/, "shell"],
];

/** The language of what runs in it, guessed from the program's name; absent for anything native or unknown. */
export function languageOf(task: WireTask): string | undefined {
  const program = (task.command[0] ?? task.name).split(" ")[0]?.split("/").at(-1) ?? "";
  return languages.find(([pattern]) => pattern.test(program))?.[1];
}

/** A thread of the kernel: no program, and a child of kthreadd (number 2 of a machine's outermost space). */
export function isKernelThread(task: WireTask): boolean {
  if (task.command.length > 0 || task.state === "Z") return false;
  return task.tuples.length === 1 && (task.parent?.nr === 2 || (task.host.nr === 2 && task.name === "kthreadd"));
}

/** Options of a shell that reads what is typed. */
const interactive = /^-[ils]+$|^--(login|interactive)$/;

/**
 * A shell that waits for somebody to type: it sleeps, has no children, has a terminal, and was given no script. Nobody
 * looks for a bug in it, and every open terminal has one.
 */
export function isIdleShell(picture: Picture, task: WireTask): boolean {
  const [, ...words] = task.command;
  return (
    task.terminal === true &&
    ["S", "I"].includes(task.state) &&
    words.every((word) => interactive.test(word)) &&
    !picture.isParent(task)
  );
}

/** Whether a debugger has something to attach to. */
export function isAttachable(task: WireTask): boolean {
  return !isKernelThread(task) && !["Z", "X", "x"].includes(task.state);
}

/** A letter of proc_pid_stat(5) in words. */
export function stateText(state: string, t: Translate): string {
  const texts: Readonly<Partial<Record<string, string>>> = {
    R: t("running"),
    S: t("sleeping"),
    I: t("idle"),
    D: t("waiting for a device"),
    T: t("stopped"),
    t: t("held by a debugger"),
    Z: t("zombie"),
    X: t("dead"),
    x: t("dead"),
  };
  return texts[state] ?? t("state {0}", state);
}

/** Only what is out of the ordinary; absent for a task that runs or sleeps. */
export function plightOf(task: WireTask, t: Translate): string | undefined {
  return ["R", "S", "I", "D"].includes(task.state) ? undefined : stateText(task.state, t);
}

/** Codicon of a task by what it does; meaning is in the words too, never in the picture alone. */
export function iconOf(task: WireTask): { readonly icon: string; readonly colour?: string } {
  if (isKernelThread(task)) return { icon: "gear" };
  switch (task.state) {
    case "T":
      return { icon: "debug-pause", colour: "charts.yellow" };
    case "t":
      return { icon: "debug-alt", colour: "charts.yellow" };
    case "Z":
    case "X":
    case "x":
      return { icon: "circle-slash", colour: "charts.red" };
    default:
      return { icon: "circle-outline" }; // running or sleeping: over before it is read
  }
}
