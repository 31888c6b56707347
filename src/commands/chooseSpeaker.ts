/** Choose whose process numbers a text has; the choice is remembered for this document in this workspace. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { Documents } from "../documents/register.ts";

/** `argument`: the document's address; otherwise the one in the active editor. */
export async function chooseSpeaker(spaces: Spaces, { choices }: Documents, argument: unknown): Promise<void> {
  const uri = typeof argument === "string" ? vscode.Uri.parse(argument) : vscode.window.activeTextEditor?.document.uri;
  if (!uri) return;
  const t = vscode.l10n.t;
  const picture = await spaces.current();
  const chosen = choices.chosen(uri);
  const items = [...picture.spaces.values()].map((space) => ({
    label: space.name,
    description: space.reference === space.name ? (space.runtime ?? "") : space.reference,
    picked: chosen === space.reference,
    words: space.reference,
  }));
  const none = {
    label: t("Nobody’s choice: what the text and its place say"),
    iconPath: new vscode.ThemeIcon("discard"),
    description: "",
    words: undefined,
  };
  const picked = await vscode.window.showQuickPick(chosen === undefined ? items : [none, ...items], {
    title: t("Whose process numbers does this text have?"),
    matchOnDescription: true,
  });
  if (picked) await choices.choose(uri, picked.words);
}
