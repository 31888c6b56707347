/** What is shown in the text itself: links on numbers, the same number elsewhere, hints beside numbers, lines about ends. */
import * as vscode from "vscode";
import { Command } from "../editor/ids.ts";
import { showsHints } from "../editor/settings.ts";
import type { WireNumber } from "../protocol/wireText.ts";
import { commandUri, type NumberAt } from "./hover.ts";
import { rangeOf, type Texts } from "./texts.ts";
import { hintText, lensText, speakerText } from "./words.ts";

/** Numbers that lead to their tasks. Who that is, is asked when one is followed. */
export class NumberLinks implements vscode.DocumentLinkProvider {
  constructor(private readonly texts: Texts) {}

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const reading = await this.texts.readVisible(document, false);
    return (reading?.numbers ?? []).map((number) => {
      const at: NumberAt = { uri: document.uri.toString(), line: number.line, start: number.start };
      const link = new vscode.DocumentLink(rangeOf(number), vscode.Uri.parse(commandUri(Command.showNumber, at)));
      link.tooltip = vscode.l10n.t("Show the task of {0}", number.tuple ?? document.getText(rangeOf(number)));
      return link;
    });
  }
}

/** The same task elsewhere on the screen: the same number is not enough where it changed hands between. */
export class NumberHighlights implements vscode.DocumentHighlightProvider {
  constructor(private readonly texts: Texts) {}

  async provideDocumentHighlights(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.DocumentHighlight[] | undefined> {
    if (!document.getWordRangeAtPosition(position, /\b(?:0x[0-9a-f]+|\d+)\b/)) return undefined;
    const numbers = (await this.texts.readVisible(document, true))?.numbers ?? [];
    const meant = numbers.find((number) => rangeOf(number).contains(position));
    if (!meant) return undefined;
    return numbers
      .filter((number) => sameHolder(number, meant))
      .map((number) => new vscode.DocumentHighlight(rangeOf(number), vscode.DocumentHighlightKind.Read));
  }
}

function sameHolder(one: WireNumber, other: WireNumber): boolean {
  return one.tuple === other.tuple && identityOf(one) === identityOf(other);
}

function identityOf({ holder }: WireNumber): string {
  if (holder?.is === "living") return holder.task.id;
  return holder?.is === "ended" ? holder.life.start : "";
}

/** Beside each number what it is on the host, or how it ended; off unless the setting says otherwise. */
export class NumberHints implements vscode.InlayHintsProvider {
  constructor(
    private readonly texts: Texts,
    readonly onDidChangeInlayHints: vscode.Event<void>,
  ) {}

  async provideInlayHints(document: vscode.TextDocument, { start, end }: vscode.Range): Promise<vscode.InlayHint[]> {
    if (!showsHints()) return [];
    const reading = await this.texts.read(document, [{ from: start.line, to: end.line }], true);
    return (reading?.numbers ?? []).flatMap((number) => {
      const text = number.holder && hintText(number.holder, vscode.l10n.t);
      if (text === undefined) return [];
      const hint = new vscode.InlayHint(rangeOf(number).end, text);
      hint.paddingLeft = true;
      return [hint];
    });
  }
}

/** Above the first number where nobody knows whose it is, and above lines that tell of an end that was no good one. */
export class NumberLenses implements vscode.CodeLensProvider {
  constructor(
    private readonly texts: Texts,
    readonly onDidChangeCodeLenses: vscode.Event<void>,
  ) {}

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const reading = await this.texts.readVisible(document, true);
    const [first] = reading?.numbers ?? [];
    if (!reading || !first) return [];
    if (reading.speaker.is === "unknown") return [askLens(document, first)];
    return reading.numbers.flatMap((number) => {
      const title = number.tells === "ended" && number.holder && lensText(number.holder, vscode.l10n.t);
      if (typeof title !== "string") return [];
      const at: NumberAt = { uri: document.uri.toString(), line: number.line, start: number.start };
      return [new vscode.CodeLens(rangeOf(number), { title, command: Command.showNumber, arguments: [at] })];
    });
  }
}

function askLens(document: vscode.TextDocument, number: WireNumber): vscode.CodeLens {
  const { detail } = speakerText({ is: "unknown" }, vscode.l10n.t);
  return new vscode.CodeLens(rangeOf(number), {
    title: vscode.l10n.t("Choose whose process numbers these are…"),
    tooltip: detail,
    command: Command.chooseSpeaker,
    arguments: [document.uri.toString()],
  });
}
