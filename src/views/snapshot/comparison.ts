/** What is different between two snapshots, as a document to read. */
import * as vscode from "vscode";
import type { Translate } from "../../editor/words.ts";
import { compareSnapshots, comparisonLines } from "../../snapshot/compare.ts";
import type { Snapshot } from "../../snapshot/file.ts";

/** A snapshot, and what to call it. */
export interface Named {
  readonly snapshot: Snapshot;
  readonly name: string;
}

const scheme = "pspace-comparison";

/** In the manner of a patch, so that an editor colours it. */
export function comparisonText([before, after]: readonly [Named, Named], t: Translate): string {
  const lines = comparisonLines(compareSnapshots(before.snapshot, after.snapshot));
  const heads = [`--- ${before.name}\t${before.snapshot.taken}`, `+++ ${after.name}\t${after.snapshot.taken}`];
  return `${[...heads, ...(lines.length > 0 ? lines : [t("Nothing is different.")])].join("\n")}\n`;
}

export class Comparisons implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registered = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  /** The older one first, in whichever order they are given. */
  async show(one: Named, other: Named): Promise<vscode.TextEditor> {
    const pair = one.snapshot.taken <= other.snapshot.taken ? ([one, other] as const) : ([other, one] as const);
    const [before, after] = pair.map(({ snapshot }) => snapshot.taken);
    const path = `/${pair.map(({ name }) => name).join(" → ")}.diff`;
    const uri = vscode.Uri.from({ scheme, path, query: `${before ?? ""} ${after ?? ""}` });
    this.#texts.set(uri.toString(), comparisonText(pair, vscode.l10n.t));
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
