/**
 * Asks the engine about lines of documents, a few at a time: what is on the screen, or under the pointer. A text is
 * never kept in step with the engine as a language server would: most of a log is never looked at.
 */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WireNumber, WireReading, WireSpeaker } from "../protocol/wireText.ts";
import type { Choices } from "./choices.ts";
import { around, edgesOf, linesIn, type Lines, type Stretch } from "./excerpt.ts";
import { isText } from "./kinds.ts";
import { fileOf } from "./parts.ts";

export class Texts implements vscode.Disposable {
  readonly #heard = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #speakers = new WeakMap<vscode.TextDocument, WireSpeaker>();

  /** It became known, or known otherwise, whose numbers a document has. */
  readonly onSpeaker = this.#heard.event;

  constructor(
    private readonly engine: Engine,
    private readonly choices: Choices,
  ) {}

  /** Whether a document is looked at at all. */
  isText(document: vscode.TextDocument): boolean {
    const { uri, languageId } = document;
    const named = { scheme: uri.scheme, path: uri.path, language: languageId };
    return isText(named, false) || isText(named, this.choices.told(document) !== undefined);
  }

  /** As it was last heard; absent before the first look. */
  speakerOf(document: vscode.TextDocument): WireSpeaker | undefined {
    return this.#speakers.get(document);
  }

  /** The numbers in some lines; absent where it is no text or there is no engine. */
  async read(
    document: vscode.TextDocument,
    stretches: readonly Stretch[],
    who: boolean,
  ): Promise<WireReading | undefined> {
    if (!this.isText(document)) return undefined;
    const lines = linesFrom(document);
    const told = this.choices.told(document);
    try {
      const reading = await this.engine.ask(requests.text, {
        uri: fileOf(document.uri).toString(),
        edges: edgesOf(lines),
        lines: linesIn(lines, stretches),
        who,
        ...(told === undefined ? {} : { told }),
      });
      this.#hear(document, reading.speaker);
      return reading;
    } catch (thrown) {
      if (thrown instanceof ProblemError) return undefined; // the next engine will say
      throw thrown;
    }
  }

  /** The numbers in and around what the windows show of a document. */
  readVisible(document: vscode.TextDocument, who: boolean): Promise<WireReading | undefined> {
    return this.read(document, around(linesFrom(document), seenOf(document)), who);
  }

  /** The number at a position, with its holder. */
  async numberAt(document: vscode.TextDocument, { line, character }: vscode.Position): Promise<WireNumber | undefined> {
    if (!/\d/.test(document.lineAt(line).text.slice(Math.max(0, character - 8), character + 8))) return undefined;
    const reading = await this.read(document, [{ from: line, to: line }], true);
    return reading?.numbers.find(
      ({ line: at, start, length }) => at === line && start <= character && character <= start + length,
    );
  }

  dispose(): void {
    this.#heard.dispose();
  }

  #hear(document: vscode.TextDocument, speaker: WireSpeaker): void {
    const before = this.#speakers.get(document);
    this.#speakers.set(document, speaker);
    if (JSON.stringify(before) !== JSON.stringify(speaker)) this.#heard.fire(document);
  }
}

export const rangeOf = ({ line, start, length }: WireNumber): vscode.Range =>
  new vscode.Range(line, start, line, start + length);

function linesFrom(document: vscode.TextDocument): Lines {
  return { lineCount: document.lineCount, lineAt: (line) => document.lineAt(line).text };
}

/** The lines that any window shows; the first screenful of a document that none shows yet. */
function seenOf(document: vscode.TextDocument): readonly Stretch[] {
  const seen = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges.map(({ start, end }) => ({ from: start.line, to: end.line })));
  return seen.length > 0 ? seen : [{ from: 0, to: 100 }];
}
