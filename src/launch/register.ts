/** Launch configurations know which tasks there are: completion, hover, quick fixes, lenses, and what is wrong, live. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { ProblemError } from "../model/problem.ts";
import { LaunchCompletion, triggers } from "./completion.ts";
import { entriesOf, isLaunchDocument, rangeOf, selector } from "./documents.ts";
import { LaunchFixes } from "./fixes.ts";
import { LaunchHover } from "./hover.ts";
import { LaunchLenses } from "./lenses.ts";
import { lookUpAll, type Looked } from "./lookup.ts";

/** As VS Code shows it beside each of our diagnostics. */
export const source = "PID Spaces";

/** Milliseconds in which changes are gathered: of a text, and of the machine. */
const pauses = { typed: 300, machine: 1_000 } as const;

export function registerLaunch(engine: Engine, spaces: Spaces): vscode.Disposable {
  const judge = new Judge(engine, spaces);
  return vscode.Disposable.from(
    judge,
    vscode.languages.registerCompletionItemProvider(selector, new LaunchCompletion(spaces), ...triggers),
    vscode.languages.registerHoverProvider(selector, new LaunchHover(engine, spaces)),
    vscode.languages.registerCodeActionsProvider(selector, new LaunchFixes(engine, spaces, source), {
      providedCodeActionKinds: LaunchFixes.kinds,
    }),
    vscode.languages.registerCodeLensProvider(selector, new LaunchLenses(engine, judge.onJudged)),
  );
}

/** Keeps the diagnostics of the documents on the screen true; those out of sight have none, for nobody looks after them. */
class Judge implements vscode.Disposable {
  readonly #found = vscode.languages.createDiagnosticCollection("pspace");
  readonly #judged = new vscode.EventEmitter<void>();
  readonly #owned: readonly { dispose(): unknown }[];
  #watching: vscode.Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;
  #judging = Promise.resolve();

  readonly onJudged = this.#judged.event;

  constructor(
    private readonly engine: Engine,
    private readonly spaces: Spaces,
  ) {
    this.#owned = [
      this.#found,
      this.#judged,
      vscode.window.onDidChangeVisibleTextEditors(() => {
        this.#later(0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isLaunchDocument(document)) this.#later(pauses.typed);
      }),
      spaces.onRepainted(() => {
        if (this.#watching) this.#later(pauses.machine);
      }),
    ];
    this.#later(0);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watching?.dispose();
    vscode.Disposable.from(...this.#owned).dispose();
  }

  /** A look that waits already is not put off: else a machine that never rests would never be looked at. */
  #later(pause: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const seen = this.#tend();
      this.#judging = this.#judging.then(() => this.#judge(seen)).catch(ignoreStopped);
    }, pause);
  }

  /** The documents on the screen that say something; the machine is watched while there is one. */
  #tend(): readonly vscode.TextDocument[] {
    const seen = vscode.window.visibleTextEditors
      .map(({ document }) => document)
      .filter((document) => isLaunchDocument(document) && entriesOf(document).length > 0);
    this.#found.forEach((uri) => {
      if (!seen.some((document) => document.uri.toString() === uri.toString())) this.#found.delete(uri);
    });
    if (seen.length > 0) this.#watching ??= this.spaces.watch();
    else {
      this.#watching?.dispose();
      this.#watching = undefined;
    }
    return seen;
  }

  async #judge(seen: readonly vscode.TextDocument[]): Promise<void> {
    if (seen.length === 0) return;
    for (const document of seen) {
      const { version } = document;
      const looked = await Promise.all(
        entriesOf(document).map((entry) => lookUpAll(this.engine, entry, vscode.l10n.t)),
      );
      if (document.isClosed || document.version !== version) continue; // it is looked at again anyway
      this.#found.set(
        document.uri,
        looked.flat().flatMap((one) => diagnosticOf(document, one)),
      );
    }
    this.#judged.fire();
  }
}

function diagnosticOf(document: vscode.TextDocument, { field, finding }: Looked): readonly vscode.Diagnostic[] {
  if (!finding) return [];
  const severity = finding.severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(rangeOf(document, field), finding.text, severity);
  diagnostic.source = source;
  return [diagnostic];
}

/** The next engine is asked again. */
function ignoreStopped(thrown: unknown): void {
  if (!(thrown instanceof ProblemError)) throw thrown;
}
