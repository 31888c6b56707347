/** Copy a task's number on the host, for tools that know no spaces. */
import * as vscode from "vscode";
import type { WireTask } from "../protocol/wire.ts";

export async function copyHostNumber(task: WireTask): Promise<void> {
  await vscode.env.clipboard.writeText(task.host.nr.toString());
}
