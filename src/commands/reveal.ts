/** Show a task's row in the tree (a thread's process's), wherever it is, even if the tree has to be looked at otherwise for that. */
import * as vscode from "vscode";
import type { Picture } from "../client/picture.ts";
import type { WireTask } from "../protocol/wire.ts";
import { isKernelThread } from "../views/kinds.ts";
import { viewId, type Sidebar } from "../views/sidebar.ts";

export async function revealTask(sidebar: Sidebar, picture: Picture, meant: WireTask): Promise<void> {
  const { process } = meant;
  const task = (process && picture.taskAt(process.space, process.nr)) ?? meant;
  await vscode.commands.executeCommand(`${viewId}.focus`);
  if (await sidebar.reveal(task, true)) return;
  const left = isKernelThread(task) ? { kernelThreads: true } : { idleShells: true };
  sidebar.look({ seenFrom: "host", filter: "", ...left });
  await sidebar.reveal(task, true);
}
