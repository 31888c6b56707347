/** Find a task anywhere and choose what to do with it; all of it by keyboard. */
import * as vscode from "vscode";
import { Command, type CommandId } from "../editor/ids.ts";
import type { Spaces } from "../client/spaces.ts";
import type { WireTask } from "../protocol/wire.ts";

export async function findTask(spaces: Spaces, task: WireTask): Promise<void> {
  const t = vscode.l10n.t;
  const deeds: readonly { readonly label: string; readonly command: CommandId }[] = [
    { label: `$(debug-alt) ${t("Attach")}`, command: Command.attach },
    { label: `$(list-selection) ${t("Attach with…")}`, command: Command.attachWith },
    { label: `$(question) ${t("Why can’t I attach?")}`, command: Command.whyNot },
    { label: `$(list-tree) ${t("Reveal in the tree")}`, command: Command.revealTask },
    { label: `$(copy) ${t("Copy {0}", spaces.picture.ownTuple(task))}`, command: Command.copyTuple },
    { label: `$(json) ${t("Copy launch configuration")}`, command: Command.copyConfiguration },
    { label: `$(zap) ${t("Signal…")}`, command: Command.signal },
  ];
  const title = `${task.name} · ${task.tuples.map((tuple) => `${tuple.name}:${tuple.nr.toString()}`).join(" · ")}`;
  const deed = await vscode.window.showQuickPick(deeds, { title });
  if (!deed) return;
  const tuple = spaces.picture.ownTuple(task);
  spaces.picks.remember(tuple, task);
  await vscode.commands.executeCommand(deed.command, tuple);
}
