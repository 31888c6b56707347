/** The attach plan of a task that is on the screen; changes nothing. */
import * as vscode from "vscode";
import type { Engine } from "./engine.ts";
import type { Spaces } from "./spaces.ts";
import type { DebuggerName, Plan } from "../model/plan.ts";
import { requests } from "../protocol/messages.ts";
import type { WireTask } from "../protocol/wire.ts";

/** Absent when the task has exited meanwhile. */
export async function planFor(
  engine: Engine,
  spaces: Spaces,
  task: WireTask,
  debuggerName?: DebuggerName,
): Promise<Plan | undefined> {
  const { hold } = await spaces.holdTask(task);
  try {
    const sources = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
    const asked = { hold, sources, ...(debuggerName === undefined ? {} : { debugger: debuggerName }) };
    const answer = await engine.ask(requests.plan, asked);
    return answer.is === "planned" ? answer.plan : undefined;
  } finally {
    await spaces.release(hold);
  }
}
