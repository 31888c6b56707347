/** Copy the launch configuration that attaches to a task. */
import * as vscode from "vscode";
import type { Picture } from "../client/picture.ts";
import type { DebuggerName } from "../model/plan.ts";
import type { WireTask } from "../protocol/wire.ts";

export interface AttachConfiguration extends vscode.DebugConfiguration {
  readonly task: string;
}

/** What a person would write into launch.json for it. */
export function configurationFor(picture: Picture, task: WireTask, debuggerName?: DebuggerName): AttachConfiguration {
  const tuple = picture.ownTuple(task);
  return {
    type: "pspace",
    request: "attach",
    name: `${task.name} (${tuple})`,
    task: tuple,
    ...(debuggerName === undefined ? {} : { debugger: debuggerName }),
  };
}

export async function copyConfiguration(picture: Picture, task: WireTask): Promise<void> {
  await vscode.env.clipboard.writeText(JSON.stringify(configurationFor(picture, task), undefined, 2));
}
