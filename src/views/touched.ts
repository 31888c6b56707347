/** Which rows must be drawn again after a change: only those, so that nothing flickers and nothing is lost. Pure. */
import type { WireChange } from "../protocol/wire.ts";
import type { Outline } from "./outline.ts";
import { plain } from "../editor/words.ts";
import { plightOf } from "./kinds.ts";
import { spaceRow, taskRow, type Thing } from "./outline.ts";
import type { Sight } from "./sight.ts";

/** Ids of rows to draw again (with what is under them); `everything` when rows may have moved anywhere. */
export function touchedRows(
  before: Outline,
  now: Outline,
  changes: readonly WireChange[],
): readonly string[] | "everything" {
  if (changes.length > 0 && isWhole(now.sight)) return "everything";
  const touched = new Set<string>();
  const moved = (row: string): void => {
    for (const outline of [before, now]) {
      const parent = outline.at(row) && outline.parent(row);
      if (parent !== undefined) touched.add(parent);
      else if (outline.at(row) && outline.roots().includes(row)) touched.add("");
    }
  };
  const changed = (row: string): void => {
    const [was, is] = [before.at(row), now.at(row)];
    if (!was || !is || before.parent(row) !== now.parent(row) || isRenamed(was, is)) moved(row);
    else if (faceOf(was) !== faceOf(is)) touched.add(row);
  };
  for (const { id } of changes.flatMap((change) => change.spaces)) {
    const space = now.picture.spaces.get(id);
    if (space) changed(spaceRow(space));
  }
  for (const id of changes.flatMap((change) => change.goneSpaces)) {
    const space = before.picture.spaces.get(id);
    if (space) moved(spaceRow(space));
  }
  for (const task of changes.flatMap((change) => change.tasks)) changed(taskRow(task));
  for (const gone of changes.flatMap((change) => change.goneTasks)) moved(`task ${gone.id}`);
  return touched.has("") ? "everything" : [...touched];
}

/** Whether rows are chosen from everything, so that each change may move any of them. */
export function isWhole(sight: Sight): boolean {
  return sight.flat !== undefined || sight.filter.trim() !== "";
}

/** Rows that would say another number of tasks: of spaces, and of the projects and pods that they belong to. */
export function recountedRows(before: Outline, now: Outline): readonly string[] {
  const rows = new Set<string>();
  for (const space of now.picture.spaces.values()) {
    const was = before.picture.spaces.get(space.id);
    if (!was || was.tasks === space.tasks || space.id === "host") continue;
    const row = spaceRow(space);
    const above = now.parent(row);
    rows.add(above === undefined || now.at(above)?.is === "space" ? row : above);
  }
  return [...rows];
}

/** A space has another name, by which its row stands among others: a container's is told later than its processes. */
function isRenamed(was: Thing, is: Thing): boolean {
  return was.is === "space" && is.is === "space" && was.space.name !== is.space.name;
}

/**
 * What is seen of a thing in its row. Whether a task runs or sleeps at this moment is not; nor how many tasks a space has,
 * for which its row waits: with a row VS Code asks for everything below it.
 */
function faceOf(thing: Thing): string {
  if (thing.is === "group") return thing.group.name;
  if (thing.is === "service") return thing.name;
  if (thing.is === "task") {
    const { name, command, tuples, member } = thing.task;
    return JSON.stringify([name, plightOf(thing.task, plain), command, tuples, member]);
  }
  return JSON.stringify({ ...thing.space, tasks: undefined });
}
