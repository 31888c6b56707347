/** Keep the active session attached when its task begins again, or no longer. */
import * as vscode from "vscode";
import type { Debugging } from "../debug/register.ts";
import { noSession } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";

export async function keepAttached(debugging: Debugging): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  const now = await debugging.toggleKept(session);
  const name = session?.name ?? "";
  if (now === undefined) saySentence(noSession(vscode.l10n.t));
  else if (now === "kept") {
    vscode.window.setStatusBarMessage(vscode.l10n.t("{0} will be attached again when it begins again.", name), 10_000);
  } else vscode.window.setStatusBarMessage(vscode.l10n.t("{0} will not be attached again.", name), 10_000);
}
