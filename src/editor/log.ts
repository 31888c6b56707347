/** The one log channel of process 1; what the engine says on its stderr goes there too. */
import * as vscode from "vscode";

export function openLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel("PID Spaces", { log: true });
}
