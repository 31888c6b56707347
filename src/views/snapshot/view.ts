/** A snapshot as a tree of its own, beside the machine's: read-only, for nothing of it need still be there. */
import * as vscode from "vscode";
import { pictureOf } from "../../client/picture.ts";
import type { Snapshot } from "../../snapshot/file.ts";
import { plainSight } from "../sight.ts";
import { SpaceTree, type Row } from "../tree.ts";

/** The view's id, and the context that shows it; package.json knows both. */
export const snapshotView = "pspace.snapshot";

/** Nothing changes in a snapshot. */
const never = (): vscode.Disposable => new vscode.Disposable(() => undefined);

export class SnapshotView implements vscode.Disposable {
  #shown: { readonly tree: SpaceTree; readonly view: vscode.TreeView<Row> } | undefined;

  /** What is on the screen; absent when no snapshot is open. */
  get tree(): SpaceTree | undefined {
    return this.#shown?.tree;
  }

  /** Takes the place of the one that was open before. `from`: what to call it. */
  async show(snapshot: Snapshot, from: string): Promise<void> {
    this.#end();
    const picture = pictureOf(snapshot.map, snapshot.tasks);
    const tree = new SpaceTree({ picture, onRepainted: never }, plainSight);
    const view = vscode.window.createTreeView(snapshotView, { treeDataProvider: tree, showCollapseAll: true });
    view.description = `${from} · ${new Date(snapshot.taken).toLocaleString()}`;
    view.message = vscode.l10n.t("As it was at {0}. Nothing here can be attached to.", snapshot.taken);
    this.#shown = { tree, view };
    await vscode.commands.executeCommand("setContext", snapshotView, true);
    await vscode.commands.executeCommand(`${snapshotView}.focus`);
  }

  async close(): Promise<void> {
    this.#end();
    await vscode.commands.executeCommand("setContext", snapshotView, false);
  }

  dispose(): void {
    this.#end();
  }

  #end(): void {
    this.#shown?.view.dispose();
    this.#shown?.tree.dispose();
    this.#shown = undefined;
  }
}
