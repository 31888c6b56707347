/** Which rows must be drawn again after a change: only those, so that nothing flickers and nothing is lost. Pure. */
import type { WireChange } from "../protocol/wire.ts";
import type { Outline } from "./outline.ts";
import { spaceRow, taskRow } from "./outline.ts";

/** Ids of rows to draw again (with what is under them); `everything` when rows may have moved anywhere. */
export function touchedRows(
  before: Outline,
  now: Outline,
  changes: readonly WireChange[],
): readonly string[] | "everything" {
  if (now.sight.flat !== undefined || now.sight.filter.trim() !== "") return "everything";
  const touched = new Set<string>();
  const moved = (row: string): void => {
    for (const outline of [before, now]) {
      const parent = outline.at(row) && outline.parent(row);
      if (parent !== undefined) touched.add(parent);
      else if (outline.at(row) && outline.roots().includes(row)) touched.add("");
    }
  };
  const changed = (row: string): void => {
    if (before.at(row) && now.at(row) && before.parent(row) === now.parent(row)) touched.add(row);
    else moved(row);
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
