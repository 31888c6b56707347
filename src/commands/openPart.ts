/** Open a big log in parts, the last one first: in VS Code's own view of such a file no number can be alive. */
import * as vscode from "vscode";
import { partUri, type PartAt } from "../documents/parts.ts";

/** `argument`: as the lines above and below a part give it; otherwise the file on the screen, or one that is picked. */
export async function openPart(argument: unknown): Promise<void> {
  const at = isPartAt(argument) ? argument : { uri: (onScreen() ?? (await pick()))?.toString(), number: -1 };
  if (at.uri === undefined) return;
  const document = await vscode.workspace.openTextDocument(partUri(vscode.Uri.parse(at.uri), at.number));
  const editor = await vscode.window.showTextDocument(document, { preview: true });
  if (at.number >= 0) return;
  const end = new vscode.Position(Math.max(0, document.lineCount - 1), 0);
  editor.revealRange(new vscode.Range(end, end));
}

/** What the active tab shows: of a file that is too big there is no editor that extensions could see. */
function onScreen(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && input.uri.scheme === "file" ? input.uri : undefined;
}

async function pick(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({ title: vscode.l10n.t("Open which log in parts?") });
  return picked?.[0];
}

function isPartAt(argument: unknown): argument is PartAt {
  return typeof argument === "object" && argument !== null && "uri" in argument && "number" in argument;
}
