/** What the task picker lists: every task grouped by its space, the last one picked first. Pure. */
import { isTuple } from "../model/reference.ts";
import type { Picture } from "../client/picture.ts";
import type { Translate } from "../editor/words.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { iconOf, isKernelThread, languageOf, plightOf } from "./kinds.ts";
import { countText, joined, spaceIcon } from "./nodes.ts";
import { byName } from "./outline.ts";

export interface TaskChoice {
  readonly is: "task";
  readonly task: WireTask;
  readonly icon: string;
  readonly label: string;
  /** Numbers elsewhere, state, language. */
  readonly description: string;
  /** The command line. */
  readonly detail: string;
}

export type Choice =
  | TaskChoice
  | { readonly is: "separator"; readonly label: string }
  /** A tuple as it was typed; the engine knows what it means. */
  | { readonly is: "typed"; readonly tuple: string; readonly label: string };

/** Rows of the picker. `last` is the identity of the task picked last; `wanted` leaves tasks out. */
export function taskChoices(
  picture: Picture,
  asked: { readonly last?: string | undefined; readonly wanted: (task: WireTask) => boolean },
  t: Translate,
): Choice[] {
  const choices: Choice[] = [];
  const last = asked.last === undefined ? undefined : picture.tasks.get(asked.last);
  if (last && asked.wanted(last)) {
    choices.push({ is: "separator", label: t("picked last") }, taskChoice(picture, last, t));
  }
  for (const space of orderedSpaces(picture)) {
    const tasks = picture
      .members(space.id)
      .filter((task) => asked.wanted(task) && !isKernelThread(task))
      .toSorted((a, b) => picture.ownNumber(a) - picture.ownNumber(b));
    if (tasks.length === 0) continue;
    choices.push({ is: "separator", label: separatorText(space) });
    for (const task of tasks) choices.push(taskChoice(picture, task, t));
  }
  return choices;
}

export interface SpaceChoice {
  readonly space: WireSpace;
  readonly icon: string;
  readonly label: string;
  /** Its whole name where the label is not that, what made it, how many tasks. */
  readonly description: string;
}

/** Spaces that may be asked for: those with a name, then the others, the host last. */
export function spaceChoices(
  picture: Picture,
  wanted: (space: WireSpace) => boolean,
  t: Translate,
): readonly SpaceChoice[] {
  return orderedSpaces(picture)
    .filter(wanted)
    .map((space) => ({
      space,
      icon: spaceIcon(space),
      label: space.name,
      description: joined([
        space.reference === space.name ? undefined : space.reference,
        space.frozen ? t("paused") : undefined,
        space.runtime,
        countText(space.tasks, t),
      ]),
    }));
}

/** A row for what was typed, when it is a tuple. */
export function typedChoice(value: string, t: Translate): Choice | undefined {
  const tuple = value.trim();
  return isTuple(tuple) ? { is: "typed", tuple, label: t("The task that {0} names", tuple) } : undefined;
}

function taskChoice(picture: Picture, task: WireTask, t: Translate): TaskChoice {
  const numbers = task.tuples.toReversed().map((tuple) => `${tuple.name}:${tuple.nr.toString()}`);
  return {
    is: "task",
    task,
    icon: iconOf(task).icon,
    label: `${task.name} ${picture.ownNumber(task).toString()}`,
    description: [...numbers, plightOf(task, t), languageOf(task)].filter((part) => part !== undefined).join(" · "),
    detail: task.command.join(" ").slice(0, 300),
  };
}

/** Spaces inside `host` before `host` itself: whoever asks for a task mostly means a container's. */
function orderedSpaces(picture: Picture): readonly WireSpace[] {
  return [...picture.spaces.values()].toSorted(
    (a, b) => Number(a.id === "host") - Number(b.id === "host") || byName(a.reference, b.reference),
  );
}

function separatorText(space: WireSpace): string {
  return space.group ? `${space.group.name} / ${space.name}` : space.reference;
}
