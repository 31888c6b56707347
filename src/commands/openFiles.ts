/** Open a file as a task sees it: goes through its folders by keyboard alone, and opens what is chosen, to be read. */
import * as vscode from "vscode";
import type { Picture } from "../client/picture.ts";
import type { WireTask } from "../protocol/wire.ts";
import { filesScheme, folderAround, ownerQuery, within } from "../views/files/address.ts";

interface Step extends vscode.QuickPickItem {
  readonly path: string;
  readonly does: "go" | "open" | "add";
}

export async function openFiles(picture: Picture, task: WireTask): Promise<void> {
  const query = ownerQuery(picture, task);
  const tuple = picture.ownTuple(task);
  let path = "/";
  for (;;) {
    const folder = vscode.Uri.from({ scheme: filesScheme, path, query });
    const chosen = await vscode.window.showQuickPick(stepsIn(folder, path), {
      title: vscode.l10n.t("Files of {0}: {1}", tuple, path),
      placeHolder: vscode.l10n.t("Choose a folder to go there, or a file to read it"),
    });
    if (!chosen) return;
    const uri = folder.with({ path: chosen.path });
    if (chosen.does === "add") addFolder(uri, `${tuple} ${chosen.path}`);
    if (chosen.does === "open") await vscode.window.showTextDocument(uri, { preview: false });
    if (chosen.does !== "go") return;
    path = chosen.path;
  }
}

const icon = (name: string): vscode.ThemeIcon => new vscode.ThemeIcon(name);

async function stepsIn(folder: vscode.Uri, path: string): Promise<Step[]> {
  const { Directory } = vscode.FileType;
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const sorted = entries.toSorted(
    ([a, x], [b, y]) => Number(y === Directory) - Number(x === Directory) || a.localeCompare(b),
  );
  const steps = sorted.map(([name, type]): Step =>
    type === Directory
      ? { label: `${name}/`, iconPath: icon("folder"), path: within(path, name), does: "go" }
      : { label: name, iconPath: icon("file"), path: within(path, name), does: "open" },
  );
  const up: Step = { label: "..", iconPath: icon("arrow-up"), path: folderAround(path), does: "go" };
  const add: Step = {
    label: vscode.l10n.t("Add this folder to the workspace"),
    iconPath: icon("root-folder"),
    path,
    does: "add",
  };
  return [...(path === "/" ? [] : [up]), ...steps, add];
}

function addFolder(uri: vscode.Uri, name: string): void {
  vscode.workspace.updateWorkspaceFolders(vscode.workspace.workspaceFolders?.length ?? 0, 0, { uri, name });
}
