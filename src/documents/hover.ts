/** The pointer on a number: who it is, or was when the line was written, with all its names, and what can be done. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import { Command, type CommandId } from "../editor/ids.ts";
import { code, escaped } from "../editor/markdown.ts";
import type { WireNumber, WireSpeaker } from "../protocol/wireText.ts";
import { rangeOf, type Texts } from "./texts.ts";
import { holderText, speakerText } from "./words.ts";

/** Where a number stands: what the commands of hovers and links are given. */
export interface NumberAt {
  readonly uri: string;
  readonly line: number;
  readonly start: number;
  /** What to do with its task; absent: ask. */
  readonly deed?: CommandId;
}

/** Tasks that are offered where it is not known whose number it is. */
const most = 6;

export class NumberHover implements vscode.HoverProvider {
  constructor(
    private readonly texts: Texts,
    private readonly spaces: Spaces,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const number = await this.texts.numberAt(document, position);
    if (!number) return undefined;
    const t = vscode.l10n.t;
    const { holder, tuple } = number;
    const whose = this.texts.speakerOf(document);
    const known =
      holder && tuple !== undefined
        ? [...holderText(tuple, holder, t), ...(holder.is === "living" ? [deedsOf(document, number)] : [])]
        : this.#guesses(document, number);
    return new vscode.Hover(trusted([...known, footer(whose, document)].join("\n\n")), rangeOf(number));
  }

  /** Every space in which somebody has the number now; none of them is said to be meant. */
  #guesses(document: vscode.TextDocument, number: WireNumber): readonly string[] {
    const { picture } = this.spaces;
    const nr = Number(document.getText(rangeOf(number)));
    const found = [...picture.spaces.values()]
      .filter(({ id, numbering }) => id === numbering)
      .flatMap((space) => {
        const task = picture.taskAt(space.id, nr);
        return task ? [`**${escaped(task.name)}** ${code(`${space.reference}:${nr.toString()}`)}`] : [];
      });
    const asks = vscode.l10n.t("Whose number this is nothing says.");
    return found.length === 0 ? [asks] : [asks, vscode.l10n.t("It may be {0}.", found.slice(0, most).join(", "))];
  }
}

function deedsOf(document: vscode.TextDocument, { line, start }: WireNumber): string {
  const t = vscode.l10n.t;
  const deed = (title: string, command: CommandId): string => {
    const at: NumberAt = { uri: document.uri.toString(), line, start, deed: command };
    return `[${title}](${commandUri(Command.showNumber, at)})`;
  };
  return [
    deed(t("Attach"), Command.attach),
    deed(t("Reveal in the tree"), Command.revealTask),
    deed(t("Why can’t I attach?"), Command.whyNot),
  ].join(" · ");
}

function footer(speaker: WireSpeaker | undefined, document: vscode.TextDocument): string {
  const t = vscode.l10n.t;
  const { text, detail } = speakerText(speaker ?? { is: "unknown" }, t);
  const change = `[${t("Choose whose…")}](${commandUri(Command.chooseSpeaker, document.uri.toString())})`;
  return `${escaped(text)} (${escaped(detail)}) · ${change}`;
}

export function commandUri(command: CommandId, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

function trusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: [Command.showNumber, Command.chooseSpeaker] };
  return markdown;
}
