/**
 * Logs of containers as documents: read-only, followed for as long as they are open, and with a space in their address,
 * so that the numbers in them are alive.
 */
import { spawn, type ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import type { Spaces } from "../../client/spaces.ts";
import type { WireSpace } from "../../protocol/wire.ts";
import { Gathered } from "./gathered.ts";
import { loggedSpace, logSourceOf, type LogSource } from "./source.ts";

export const logScheme = "pspace-log";

/** Milliseconds for which what is said is gathered before it is shown. */
const pause = 250;

interface Followed {
  readonly gathered: Gathered;
  readonly child: ChildProcess;
  timer?: NodeJS.Timeout | undefined;
}

/** The address of a space's log: whoever reads it knows whose numbers are in it. */
export function logUri(space: WireSpace): vscode.Uri {
  const query = `space=${encodeURIComponent(space.reference)}`;
  return vscode.Uri.from({ scheme: logScheme, path: `/${space.name.replace(/\//g, "_")}.log`, query });
}

export class LogDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #followed = new Map<string, Followed>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #owned: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(private readonly spaces: Spaces) {
    this.#owned = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(logScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#leave(uri.toString());
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === logScheme) followEnd(document);
      }),
    );
  }

  /** Opens the log of the space, or of the container around it; false where there is none. */
  async show(space: WireSpace): Promise<boolean> {
    const logged = loggedSpace(this.spaces.picture.spaces, space);
    if (!logged) return false;
    const document = await vscode.workspace.openTextDocument(logUri(logged));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await vscode.languages.setTextDocumentLanguage(document, "log");
    const end = lastLine(document);
    editor.selection = new vscode.Selection(end.end, end.end); // a key pressed here shows where the cursor is
    editor.revealRange(end);
    return true;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = uri.toString();
    const known = this.#followed.get(key);
    if (known) return known.gathered.text;
    const words = new URLSearchParams(uri.query).get("space") ?? "";
    const { spaces } = await this.spaces.current();
    const space = [...spaces.values()].find(({ id, reference }) => reference === words || id === words);
    const source = space && logSourceOf(space);
    if (!source) return vscode.l10n.t("There is no space called {0}.", words);
    return this.#follow(uri, source);
  }

  dispose(): void {
    for (const key of [...this.#followed.keys()]) this.#leave(key);
    this.#owned.dispose();
  }

  /** Resolves when something was said, or there is nothing to say. */
  #follow(uri: vscode.Uri, { program, args }: LogSource): Promise<string> {
    const gathered = new Gathered();
    const child = spawn(program, [...args], { stdio: ["ignore", "pipe", "pipe"] });
    const followed: Followed = { gathered, child };
    this.#followed.set(uri.toString(), followed);
    return new Promise((resolve) => {
      const show = (): void => {
        followed.timer = undefined;
        resolve(gathered.text);
        this.#changed.fire(uri);
      };
      const say = (text: string): void => {
        gathered.add(text);
        followed.timer ??= setTimeout(show, pause);
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", say);
      child.once("error", (failed) => {
        say(`${failed.message}\n`);
      });
      child.once("close", (code) => {
        say(vscode.l10n.t("[{0} ended with {1}]", program, code ?? "?"));
      });
      followed.timer = setTimeout(show, 4 * pause); // a container may have said nothing yet
    });
  }

  #leave(key: string): void {
    const followed = this.#followed.get(key);
    this.#followed.delete(key);
    clearTimeout(followed?.timer);
    followed?.child.removeAllListeners();
    followed?.child.kill();
  }
}

function lastLine(document: vscode.TextDocument): vscode.Range {
  return document.lineAt(document.lineCount - 1).range;
}

/** Whoever stands at the end stays there; whoever reads above is left alone. */
function followEnd(document: vscode.TextDocument): void {
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document !== document) continue;
    const seen = editor.visibleRanges.at(-1)?.end.line ?? 0;
    if (seen >= document.lineCount - 50) editor.revealRange(lastLine(document));
  }
}
