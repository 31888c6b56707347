/** Which tasks the words in a filter box mean. Pure. */
import type { Picture } from "../client/picture.ts";
import type { WireTask } from "../protocol/wire.ts";

/** Everything about a task that can be typed, in lower case. */
export function searchText(picture: Picture, task: WireTask): string {
  const space = picture.spaces.get(task.member);
  return [task.name, task.command.join(" "), space?.name, space?.reference, space?.group?.name]
    .filter((part) => part !== undefined)
    .join(" ")
    .toLowerCase();
}

/** All words must be found; a word that is a number or a tuple must be one of the task's own, whole. */
export function matches(picture: Picture, task: WireTask, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = searchText(picture, task);
  return words.every((word) => text.includes(word) || isNumberOf(picture, task, word));
}

function isNumberOf(picture: Picture, task: WireTask, word: string): boolean {
  const [, space, digits] = /^(?:(.+):)?(0x[0-9a-f]+|\d+)$/.exec(word) ?? [];
  if (digits === undefined) return false;
  const nr = Number(digits);
  return task.tuples.some((tuple) => {
    if (tuple.nr !== nr) return false;
    const named = picture.spaces.get(tuple.space);
    return (
      space === undefined || [tuple.space, tuple.name, named?.reference].some((name) => name?.toLowerCase() === space)
    );
  });
}
