/** Starts a launch configuration as it stands in its file, saved or not; the lens above it calls this. */
import * as vscode from "vscode";

/** What the command is told. */
export interface ToStart {
  /** The workspace folder that the file lies in, as a URI; absent outside of any. */
  readonly folder: string | undefined;
  readonly configuration: vscode.DebugConfiguration;
}

/** What can fail says so itself. Anything but a `ToStart` is nobody's call, and does nothing. */
export async function attachNow(argument: unknown): Promise<void> {
  if (!isToStart(argument)) return;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.find(({ uri }) => uri.toString() === argument.folder) ?? folders[0];
  await vscode.debug.startDebugging(folder, argument.configuration);
}

function isToStart(argument: unknown): argument is ToStart {
  return typeof argument === "object" && argument !== null && "configuration" in argument;
}
