/** Attach to a task, by the debugger that suits it or by one that was chosen. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { DebuggerName } from "../model/plan.ts";
import type { WireTask } from "../protocol/wire.ts";
import { configurationFor } from "./copyConfiguration.ts";

/** Starts a session of our own debug type; what can fail says so itself. False when there is no session. */
export async function attach(spaces: Spaces, task: WireTask, debuggerName?: DebuggerName): Promise<boolean> {
  const configuration = configurationFor(spaces.picture, task, debuggerName);
  spaces.picks.remember(configuration.task, task);
  return vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration);
}
