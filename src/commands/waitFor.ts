/** Wait for a task that is not there yet, and attach to it before its first line. */
import * as vscode from "vscode";
import type { WireSpace } from "../protocol/wire.ts";

/** Asks for its name or command; what can fail says so itself. */
export async function waitFor(space: WireSpace): Promise<void> {
  const match = await vscode.window.showInputBox({
    title: vscode.l10n.t("Wait for which task in {0}?", space.name),
    prompt: vscode.l10n.t("Its name, a word of its command such as server.js, or the whole command line"),
  });
  if (match === undefined || match.trim() === "") return;
  await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], {
    type: "pspace",
    request: "attach",
    name: `${match.trim()} (${space.name})`,
    space: space.reference,
    match: match.trim(),
    waitFor: true,
  });
}
