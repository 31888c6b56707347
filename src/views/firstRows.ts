/**
 * The time before the tree has its first rows. Until then VS Code is kept waiting for them, with its bar of progress: a tree
 * that is empty for a moment gives way to the view's welcome, and whoever has just gone to it by keyboard loses the focus
 * with it.
 */
import * as vscode from "vscode";
import type { Connection } from "../client/connection.ts";
import type { Spaces } from "../client/spaces.ts";
import type { LastingRows } from "./lasting.ts";
import type { Row } from "./tree.ts";
import { stateOf, type ViewState } from "./viewState.ts";

/** Milliseconds after which a start is slow enough to say so; a machine under load takes ten seconds. */
const patience = 30_000;

export class FirstRows implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ViewState | undefined>();
  readonly #owned: { dispose(): unknown }[];
  #painted = false;
  #slow = false;
  /** Runs from when somebody looks. */
  #timer: NodeJS.Timeout | undefined;
  #waiting: (() => void)[] = [];

  readonly onState = this.#changed.event;

  constructor(
    spaces: Pick<Spaces, "onRepainted">,
    private readonly connection: Pick<Connection, "health" | "onHealth">,
  ) {
    this.#owned = [
      this.#changed,
      connection.onHealth(() => {
        this.#tell();
      }),
      spaces.onRepainted(() => {
        if (this.#painted) return;
        this.#painted = true;
        this.#tell();
      }),
    ];
  }

  get state(): ViewState | undefined {
    return stateOf(process.platform, this.connection.health, this.#painted, this.#slow);
  }

  /** The same rows, but none before there is something to say. */
  before(rows: LastingRows): vscode.TreeDataProvider<Row> {
    const redraw = new vscode.EventEmitter<Row | undefined>();
    const forwarded = rows.onDidChangeTreeData((row) => {
      if (this.#waiting.length === 0) redraw.fire(row); // what is being waited for needs no drawing again
    });
    this.#owned.push(redraw, forwarded);
    return {
      onDidChangeTreeData: redraw.event,
      getTreeItem: rows.getTreeItem,
      getParent: rows.getParent,
      resolveTreeItem: rows.resolveTreeItem,
      getChildren: (row) =>
        row || this.state !== undefined ? rows.getChildren(row) : this.#there().then(() => rows.getChildren()),
    };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const resolve of this.#waiting.splice(0)) resolve();
    vscode.Disposable.from(...this.#owned).dispose();
  }

  async #there(): Promise<void> {
    this.#timer ??= setTimeout(() => {
      this.#slow = true;
      this.#tell();
    }, patience);
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #tell(): void {
    this.#changed.fire(this.state);
    if (this.state !== undefined) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
