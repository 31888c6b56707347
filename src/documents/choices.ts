/** Which space the reader says a document speaks of: a choice for this very document, or the setting `pspace.logs`. */
import * as vscode from "vscode";
import { logSpaces } from "../editor/settings.ts";
import { fileOf } from "./parts.ts";

const key = "texts.spaces";
/** Choices that are remembered; the oldest are forgotten. */
const most = 200;

export class Choices implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;

  readonly onChanged = this.#changed.event;

  constructor(private readonly memory: vscode.Memento) {
    this.#listening = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("pspace")) this.#changed.fire();
    });
  }

  /** Words for a space; absent where the reader has said nothing. */
  told(document: vscode.TextDocument): string | undefined {
    return this.chosen(document.uri) ?? logSpaces().find(([glob]) => matches(glob, document))?.[1];
  }

  chosen(uri: vscode.Uri): string | undefined {
    return this.#all().find(([known]) => known === fileOf(uri).toString())?.[1];
  }

  /** `undefined` takes the choice back. */
  async choose(uri: vscode.Uri, words: string | undefined): Promise<void> {
    const file = fileOf(uri).toString();
    const others = this.#all().filter(([known]) => known !== file);
    const now = words === undefined ? others : [...others.slice(-most + 1), [file, words] as const];
    await this.memory.update(key, now);
    this.#changed.fire();
  }

  dispose(): void {
    vscode.Disposable.from(this.#changed, this.#listening).dispose();
  }

  #all(): readonly (readonly [uri: string, words: string])[] {
    return this.memory.get<readonly (readonly [string, string])[]>(key, []);
  }
}

/** A glob that begins nowhere means any folder. */
function matches(glob: string, document: vscode.TextDocument): boolean {
  const pattern = /^(?:\/|\*\*|[A-Za-z]:)/.test(glob) ? glob : `**/${glob}`;
  return vscode.languages.match({ pattern }, document) > 0;
}
