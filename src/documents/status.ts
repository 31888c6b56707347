/** The language status item: whose numbers the text on the screen has, and one click to choose otherwise. */
import * as vscode from "vscode";
import { Command } from "../editor/ids.ts";
import { schemes } from "./kinds.ts";
import type { Texts } from "./texts.ts";
import { speakerText } from "./words.ts";

export class SpeakerStatus implements vscode.Disposable {
  readonly item = vscode.languages.createLanguageStatusItem(
    "pspace.speaker",
    schemes.map((scheme) => ({ scheme })),
  );
  readonly #owned: { dispose(): unknown }[];

  constructor(private readonly texts: Texts) {
    this.item.name = "PID Spaces";
    this.#owned = [
      this.item,
      texts.onSpeaker(() => {
        this.#draw();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.#draw();
      }),
    ];
    this.#draw();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #draw(): void {
    const document = vscode.window.activeTextEditor?.document;
    const t = vscode.l10n.t;
    const speaker = document && this.texts.isText(document) ? this.texts.speakerOf(document) : undefined;
    const { text, detail } = speakerText(speaker ?? { is: "unknown" }, t);
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity =
      speaker?.is === "away" ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    this.item.command = { title: t("Choose whose…"), command: Command.chooseSpeaker };
    this.item.accessibilityInformation = { label: `${text}, ${detail}` };
  }
}
