/** Completes tuples and spaces in launch configurations: the half of choices.ts that VS Code asks. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import { taskText } from "../views/tooltip.ts";
import { spaceChoices, tupleChoices, type Choice, type Choices } from "./choices.ts";
import { rangeOf } from "./documents.ts";
import { placeAt, type Place } from "./fields.ts";

/** Typed characters after which choices are offered. */
export const triggers = ['"', ":", "/"] as const;

export class LaunchCompletion implements vscode.CompletionItemProvider {
  constructor(private readonly spaces: Pick<Spaces, "current">) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionList | undefined> {
    const place = placeAt(document.getText(), document.uri.path, document.offsetAt(position));
    if (!place || place.holds === "match") return undefined;
    const picture = await this.spaces.current();
    const { choices, more }: Choices =
      place.holds === "tuple"
        ? tupleChoices(picture, place.typed, vscode.l10n.t)
        : { choices: spaceChoices(picture, vscode.l10n.t), more: false };
    const range = rangeOf(document, place);
    const items = choices.map((choice, at) => {
      const item = itemOf(choice, place, at);
      item.range = range;
      if (choice.task) item.documentation = new vscode.MarkdownString(taskText(picture, choice.task, vscode.l10n.t));
      return item;
    });
    return new vscode.CompletionList(items, more);
  }
}

const kinds = {
  space: vscode.CompletionItemKind.Module,
  task: vscode.CompletionItemKind.Value,
  variable: vscode.CompletionItemKind.Variable,
} as const;

function itemOf({ is, label, detail, insert, filter }: Choice, { quoted }: Place, at: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label, description: detail }, kinds[is]);
  item.insertText = quoted ? insert : JSON.stringify(insert);
  item.filterText = filter;
  item.sortText = at.toString().padStart(6, "0");
  if (is === "space" && insert.endsWith(":") && quoted) {
    item.command = { command: "editor.action.triggerSuggest", title: "" };
  }
  return item;
}
