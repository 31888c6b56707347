/** The command variable `${command:pspace.pickTask}`: asks for a task and gives its tuple, one string. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { Picker } from "../views/picker.ts";

/** Absent when the person changed their mind: VS Code then starts nothing. */
export async function pickTask(spaces: Spaces, picker: Picker): Promise<string | undefined> {
  const picked = await picker.pickTask(vscode.l10n.t("Which task?"));
  if (picked?.is !== "task") return picked?.tuple;
  const tuple = spaces.picture.ownTuple(picked.task);
  spaces.picks.remember(tuple, picked.task);
  return tuple;
}
