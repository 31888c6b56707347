/** What a `pspace` configuration asks for, and which task that is. Pure: text and tasks in, a choice out. */
import type { Body } from "../dap/message.ts";
import type { Problem } from "../model/problem.ts";
import type { WireTask } from "../protocol/wire.ts";

export type Wanted =
  | { readonly by: "tuple"; readonly tuple: string }
  /** The one task of `space` whose name or command line matches. */
  | { readonly by: "match"; readonly space: string; readonly match: string }
  /** The next task of `space` that matches. */
  | { readonly by: "wait"; readonly space: string; readonly match: string }
  | { readonly by: "nothing"; readonly why: string };

/** Reads `task`, or `space` and `match`. Never throws. */
export function readWanted(configuration: Body): Wanted {
  const { task, space, match, waitFor } = configuration;
  if (waitFor === true) return readWait(space, match);
  if (typeof task === "string" && task.trim() !== "") return { by: "tuple", tuple: task.trim() };
  if (typeof task === "number") {
    return { by: "nothing", why: `${task.toString()} alone names no task: say in which space, for example "web:17"` };
  }
  if (typeof space === "string" && typeof match === "string" && space !== "" && match !== "") {
    return { by: "match", space, match };
  }
  return { by: "nothing", why: 'it says neither "task" (for example "web:17") nor "space" and "match"' };
}

function readWait(space: unknown, match: unknown): Wanted {
  if (typeof space === "string" && typeof match === "string" && space !== "" && match !== "") {
    return { by: "wait", space, match };
  }
  return { by: "nothing", why: '"waitFor" needs "space" and "match": a task that is not there yet has no number' };
}

/** Which of the tasks of a space `match` means; the strictest reading that finds any decides. */
export function chooseTask(tasks: readonly WireTask[], space: string, match: string): WireTask | Problem {
  const readings = [
    (task: WireTask) => task.name === match || task.command.join(" ") === match,
    (task: WireTask) => task.command.some((word) => word === match || (!/\s/.test(word) && word.endsWith(`/${match}`))),
    (task: WireTask) => task.command.join(" ").includes(match),
  ];
  for (const reads of readings) {
    const found = tasks.filter(reads);
    if (found.length > 1) {
      const candidates = found.map((task) => tupleOf(task));
      return { is: "unresolved", resolution: { is: "ambiguousTask", reference: `${space} ${match}`, candidates } };
    }
    if (found[0]) return found[0];
  }
  return { is: "attachFailed", reference: space, why: `no task there matches "${match}"` };
}

/** The tuple by which a task is best asked for: its innermost name, by the space's id, which nothing else has. */
export function tupleOf(task: WireTask): string {
  const own = task.tuples.at(-1) ?? task.host;
  return `${own.space}:${own.nr.toString()}`;
}
