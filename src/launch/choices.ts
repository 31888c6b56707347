/** What can stand in a field that names a task or a space: the spaces and tasks that there are now. Pure. */
import type { Picture } from "../client/picture.ts";
import type { Translate } from "../editor/words.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { searchText } from "../views/filter.ts";
import { isAttachable } from "../views/kinds.ts";

export interface Choice {
  readonly is: "space" | "task" | "variable";
  readonly label: string;
  readonly detail: string;
  /** What is written into the field, without quotes. */
  readonly insert: string;
  /** What is typed to find it. */
  readonly filter: string;
  /** For a task: everything that is known of it. */
  readonly task?: WireTask;
}

export interface Choices {
  readonly choices: readonly Choice[];
  /** There are more that fit what was typed. */
  readonly more: boolean;
}

/** More rows than this nobody reads. */
const most = 300;

/** Our picker, as a configuration asks for it. */
export const pickerVariable = "${command:pspace.pickTask}";

/** For a field that holds a tuple. `typed` is what stands before the cursor. */
export function tupleChoices(picture: Picture, typed: string, t: Translate): Choices {
  const cut = typed.lastIndexOf(":");
  const within = cut > 0 ? findSpace(picture, typed.slice(0, cut)) : undefined;
  if (within) return limited(tasksOf(picture, within, typed.slice(0, cut), typed));
  const spaces = spaceChoices(picture, t).map((choice) => ({ ...choice, insert: `${choice.insert}:` }));
  const picked: Choice = {
    is: "variable",
    label: pickerVariable,
    detail: t("Asks for the task each time"),
    insert: pickerVariable,
    filter: pickerVariable,
  };
  const tasks = [...picture.tasks.values()]
    .filter(isAttachable)
    .toSorted(
      (a, b) =>
        Number(a.member === "host") - Number(b.member === "host") ||
        a.member.localeCompare(b.member) ||
        picture.ownNumber(a) - picture.ownNumber(b),
    )
    .map((task) => taskChoice(picture, task, picture.ownTuple(task)));
  return limited([picked, ...spaces, ...tasks].filter(({ filter }) => fits(filter, typed)));
}

/** For a field that holds the words for a space. */
export function spaceChoices(picture: Picture, t: Translate): readonly Choice[] {
  return [...picture.spaces.values()]
    .toSorted((a, b) => Number(a.id === "host") - Number(b.id === "host") || a.reference.localeCompare(b.reference))
    .map((space) => ({
      is: "space",
      label: space.reference,
      detail: [space.runtime, space.group?.name, t("{0} tasks", space.tasks)].filter(Boolean).join(" · "),
      insert: space.reference,
      filter: `${space.reference} ${space.name}`,
    }));
}

/** Every tuple with this number, a container's before the host's. */
export function tuplesWith(
  picture: Picture,
  nr: number,
): readonly { readonly tuple: string; readonly task: WireTask }[] {
  return [...picture.spaces.values()]
    .filter(({ id, numbering }) => id === numbering)
    .toSorted((a, b) => Number(a.id === "host") - Number(b.id === "host") || a.reference.localeCompare(b.reference))
    .flatMap((space) => {
      const task = picture.taskAt(space.id, nr);
      return task ? [{ tuple: `${space.reference}:${nr.toString()}`, task }] : [];
    });
}

/** The space that words name on the picture; absent where none or several do. */
export function findSpace(picture: Picture, words: string): WireSpace | undefined {
  const all = [...picture.spaces.values()];
  const exact = all.find(({ id, reference }) => id === words || reference === words);
  if (exact) return exact;
  const named = all.filter(({ name }) => name === words);
  return named.length === 1 ? named[0] : undefined;
}

function tasksOf(picture: Picture, space: WireSpace, words: string, typed: string): readonly Choice[] {
  return [...picture.tasks.values()]
    .filter((task) => isAttachable(task) && (space.flags.virtualPids || task.member === space.id))
    .flatMap((task) => {
      const nr = picture.numberIn(task, space.id);
      return nr === undefined ? [] : [{ nr, choice: taskChoice(picture, task, `${words}:${nr.toString()}`) }];
    })
    .toSorted((a, b) => a.nr - b.nr)
    .map(({ choice }) => choice)
    .filter(({ filter }) => fits(filter, typed));
}

function taskChoice(picture: Picture, task: WireTask, tuple: string): Choice {
  const others = task.tuples.map(({ name, nr }) => `${name}:${nr.toString()}`).filter((name) => name !== tuple);
  return {
    is: "task",
    label: tuple,
    detail: [task.name, ...others].join(" · "),
    insert: tuple,
    filter: `${tuple} ${searchText(picture, task)}`,
    task,
  };
}

/** Loosely: the editor finds for itself what fits best. */
function fits(filter: string, typed: string): boolean {
  const letters = filter.toLowerCase();
  let at = 0;
  for (const letter of typed.toLowerCase()) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function limited(choices: readonly Choice[]): Choices {
  return { choices: choices.slice(0, most), more: choices.length > most };
}
