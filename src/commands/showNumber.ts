/** Lead from a number in a text to the task that it means, or say who it was. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { NumberAt } from "../documents/hover.ts";
import type { Documents } from "../documents/register.ts";
import type { CommandId } from "../editor/ids.ts";
import { numberEnded, numberOfNobody } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";
import { ProblemError } from "../model/problem.ts";
import type { WireHolder } from "../protocol/wireText.ts";
import { chooseSpeaker } from "./chooseSpeaker.ts";
import { findTask } from "./findTask.ts";

/** `argument`: where the number stands; otherwise the one at the cursor. */
export async function showNumber(spaces: Spaces, documents: Documents, argument: unknown): Promise<void> {
  const at = isNumberAt(argument) ? argument : atCursor();
  const document = at && (await vscode.workspace.openTextDocument(vscode.Uri.parse(at.uri)));
  const number = document && (await documents.texts.numberAt(document, new vscode.Position(at.line, at.start)));
  if (!at || !number) {
    saySentence(numberOfNobody(vscode.l10n.t));
  } else if (number.holder) {
    await leadTo(spaces, number.holder, at.deed);
  } else {
    await chooseSpeaker(spaces, documents, at.uri);
  }
}

/** `deed`: what to do with a task that lives; absent: ask. Throws a ProblemError where the number is nobody's. */
export async function leadTo(spaces: Spaces, holder: WireHolder, deed?: CommandId): Promise<void> {
  switch (holder.is) {
    case "living": {
      await spaces.current();
      if (deed === undefined) return findTask(spaces, holder.task);
      spaces.picks.remember(holder.tuple, holder.task);
      await vscode.commands.executeCommand(deed, holder.tuple);
      return;
    }
    case "ended":
      saySentence(numberEnded(holder.life, holder.since, vscode.l10n.t));
      return;
    case "several":
      for (const life of holder.lives) saySentence(numberEnded(life, undefined, vscode.l10n.t));
      return;
    case "notVisible":
    case "noSuchTask":
    case "noSuchSpace":
    case "ambiguousSpace":
    case "ambiguousTask":
    case "badWords":
      throw new ProblemError({ is: "unresolved", resolution: holder });
  }
}

function atCursor(): NumberAt | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), line, start: character };
}

function isNumberAt(argument: unknown): argument is NumberAt {
  return typeof argument === "object" && argument !== null && "uri" in argument && "line" in argument;
}
