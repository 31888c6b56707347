/** Numbers in texts come alive: registers what shows them, and has them shown anew when another part comes into sight. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { Choices } from "./choices.ts";
import { NumberHover } from "./hover.ts";
import { schemes } from "./kinds.ts";
import { NumberHighlights, NumberHints, NumberLenses, NumberLinks } from "./marks.ts";
import { registerParts } from "./parts.ts";
import { SpeakerStatus } from "./status.ts";
import { Texts } from "./texts.ts";

export interface Documents {
  readonly texts: Texts;
  readonly choices: Choices;
  readonly status: SpeakerStatus;
  readonly dispose: () => void;
}

/** Milliseconds after the last scrolling until what came into sight is looked at. */
const settling = 250;

export interface DocumentsParts {
  readonly engine: Engine;
  readonly spaces: Spaces;
  readonly memory: vscode.Memento;
}

export function registerDocuments({ engine, spaces, memory }: DocumentsParts): Documents {
  const choices = new Choices(memory);
  const texts = new Texts(engine, choices);
  const status = new SpeakerStatus(texts);
  const anew = new vscode.EventEmitter<void>();
  const selector = schemes.map((scheme) => ({ scheme }));
  const links = new Links(selector, texts);
  const later = new Later(settling, () => {
    links.again();
    anew.fire();
  });
  const owned = [
    ...[choices, texts, status, anew, links, later, new Watching(spaces, texts)],
    registerParts(),
    vscode.languages.registerHoverProvider(selector, new NumberHover(texts, spaces)),
    vscode.languages.registerDocumentHighlightProvider(selector, new NumberHighlights(texts)),
    vscode.languages.registerInlayHintsProvider(selector, new NumberHints(texts, anew.event)),
    vscode.languages.registerCodeLensProvider(selector, new NumberLenses(texts, anew.event)),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      if (texts.isText(textEditor.document)) later.soon();
    }),
    choices.onChanged(() => {
      later.soon();
    }),
  ];
  const dispose = (): void => {
    vscode.Disposable.from(...owned).dispose();
  };
  return { texts, choices, status, dispose };
}

/** Links have no event of their own that asks for them anew; a provider that comes again is one. */
class Links implements vscode.Disposable {
  #registered: vscode.Disposable;

  constructor(
    private readonly selector: vscode.DocumentSelector,
    private readonly texts: Texts,
  ) {
    this.#registered = this.#register();
  }

  again(): void {
    const before = this.#registered;
    this.#registered = this.#register();
    before.dispose();
  }

  dispose(): void {
    this.#registered.dispose();
  }

  #register(): vscode.Disposable {
    return vscode.languages.registerDocumentLinkProvider(this.selector, new NumberLinks(this.texts));
  }
}

/** Does something once, when nobody has asked for it for a while. */
class Later implements vscode.Disposable {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly wait: number,
    private readonly act: () => void,
  ) {}

  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.act, this.wait);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** While a text is on the screen whose numbers are some space's, deaths are watched and remembered. */
class Watching implements vscode.Disposable {
  readonly #owned: vscode.Disposable[];
  #watching: vscode.Disposable | undefined;

  constructor(
    private readonly spaces: Spaces,
    private readonly texts: Texts,
  ) {
    const look = (): void => {
      this.#look();
    };
    this.#owned = [texts.onSpeaker(look), vscode.window.onDidChangeVisibleTextEditors(look)];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned, ...(this.#watching ? [this.#watching] : [])).dispose();
  }

  #look(): void {
    const isOn = vscode.window.visibleTextEditors.some(({ document }) => {
      const speaker = this.texts.speakerOf(document);
      return speaker !== undefined && speaker.is !== "unknown";
    });
    if (isOn) this.#watching ??= this.spaces.watch();
    else {
      this.#watching?.dispose();
      this.#watching = undefined;
    }
  }
}
