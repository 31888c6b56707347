/** Copy a task's name in its own space, as it is written everywhere: `web:17`. */
import * as vscode from "vscode";
import type { Picture } from "../client/picture.ts";
import type { WireTask } from "../protocol/wire.ts";

export async function copyTuple(picture: Picture, task: WireTask): Promise<void> {
  await vscode.env.clipboard.writeText(picture.ownTuple(task));
}
