/** Find a task anywhere and choose what to do with it; all of it by keyboard. */
import * as vscode from "vscode";
import { Command, type CommandId } from "../editor/ids.ts";
import type { Spaces } from "../client/spaces.ts";
import type { WireTask } from "../protocol/wire.ts";

interface Deed {
  readonly icon: string;
  readonly label: string;
  readonly command: CommandId;
}

export async function findTask(spaces: Spaces, task: WireTask): Promise<void> {
  const t = vscode.l10n.t;
  const deeds: readonly Deed[] = [
    { icon: "debug-alt", label: t("Attach"), command: Command.attach },
    { icon: "list-selection", label: t("Attach with…"), command: Command.attachWith },
    { icon: "question", label: t("Why can’t I attach?"), command: Command.whyNot },
    { icon: "list-tree", label: t("Reveal in the tree"), command: Command.revealTask },
    { icon: "copy", label: t("Copy {0}", spaces.picture.ownTuple(task)), command: Command.copyTuple },
    { icon: "json", label: t("Copy launch configuration"), command: Command.copyConfiguration },
    { icon: "zap", label: t("Signal…"), command: Command.signal },
  ];
  const title = `${task.name} · ${task.tuples.map((tuple) => `${tuple.name}:${tuple.nr.toString()}`).join(" · ")}`;
  const items = deeds.map(({ icon, ...deed }) => ({ ...deed, iconPath: new vscode.ThemeIcon(icon) }));
  const deed = await vscode.window.showQuickPick(items, { title });
  if (!deed) return;
  const tuple = spaces.picture.ownTuple(task);
  spaces.picks.remember(tuple, task);
  await vscode.commands.executeCommand(deed.command, tuple);
}
