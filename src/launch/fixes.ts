/** From a bare number to a tuple, and from words that name several to each of them. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { tuplesWith } from "./choices.ts";
import { entriesOf, rangeOf } from "./documents.ts";
import type { LaunchEntry, LaunchField } from "./fields.ts";
import { bareNumber } from "./findings.ts";
import { lookUp } from "./lookup.ts";

interface Fix {
  readonly title: string;
  readonly insert: string;
}

export class LaunchFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];

  constructor(
    private readonly engine: Engine,
    private readonly spaces: Pick<Spaces, "current">,
    /** The source of our own diagnostics. */
    private readonly source: string,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    at: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const actions: vscode.CodeAction[] = [];
    for (const entry of entriesOf(document)) {
      for (const field of entry.fields) {
        const range = rangeOf(document, field);
        if (!range.intersection(at)) continue;
        const said = diagnostics.filter((one) => one.source === this.source && one.range.isEqual(range));
        for (const { title, insert } of await this.fixesOf(entry, field)) {
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.edit = new vscode.WorkspaceEdit();
          action.edit.replace(document.uri, range, JSON.stringify(insert));
          action.diagnostics = said;
          actions.push(action);
        }
      }
    }
    return actions;
  }

  private async fixesOf(entry: LaunchEntry, field: LaunchField): Promise<readonly Fix[]> {
    const { t } = vscode.l10n;
    const nr = bareNumber(field);
    if (nr !== undefined && field.holds === "tuple") {
      const picture = await this.spaces.current();
      return tuplesWith(picture, nr).map(({ tuple, task }) => ({
        title: t("Write {0} ({1})", tuple, task.name),
        insert: tuple,
      }));
    }
    const { finding } = await lookUp(this.engine, entry, field, t);
    return (finding?.instead ?? []).map((tuple) => ({ title: t("Write {0}", tuple), insert: tuple }));
  }
}
