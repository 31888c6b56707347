/** Every name of the task under the pointer, and what can be done with it. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { Command, type CommandId } from "../editor/ids.ts";
import { taskText } from "../views/tooltip.ts";
import { entriesOf, rangeOf } from "./documents.ts";
import { lookUp } from "./lookup.ts";

export class LaunchHover implements vscode.HoverProvider {
  constructor(
    private readonly engine: Engine,
    private readonly spaces: Pick<Spaces, "current">,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    for (const entry of entriesOf(document)) {
      const field = entry.fields.find((one) => rangeOf(document, one).contains(position));
      if (!field) continue;
      const { task } = await lookUp(this.engine, entry, field, vscode.l10n.t);
      if (!task) return undefined; // what is wrong with it the diagnostic says
      const picture = await this.spaces.current();
      const text = new vscode.MarkdownString(
        `${taskText(picture, task, vscode.l10n.t)}\n\n${deeds(picture.ownTuple(task))}`,
      );
      text.isTrusted = { enabledCommands: [Command.attach, Command.revealTask, Command.whyNot] };
      return new vscode.Hover(text, rangeOf(document, field));
    }
    return undefined;
  }
}

function deeds(tuple: string): string {
  const { t } = vscode.l10n;
  const link = (title: string, command: CommandId): string =>
    `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([tuple]))})`;
  return [
    link(t("Attach"), Command.attach),
    link(t("Reveal in the tree"), Command.revealTask),
    link(t("Why can’t I attach?"), Command.whyNot),
  ].join(" · ");
}
