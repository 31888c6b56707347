/** The sidebar's view: shows the tree, remembers what a person chose to see, and says it in title and contexts. */
import * as vscode from "vscode";
import { planFor } from "../client/plans.ts";
import type { Connection } from "../client/connection.ts";
import type { Spaces } from "../client/spaces.ts";
import type { WireTask } from "../protocol/wire.ts";
import { hidesIdleShells } from "../editor/settings.ts";
import { FirstRows } from "./firstRows.ts";
import { LastingRows } from "./lasting.ts";
import { modeOf, sightFrom, type Sight } from "./sight.ts";
import { SpaceTree, type Row } from "./tree.ts";

/** Ids that package.json knows too. */
export const viewId = "pspace.spaces";

/** Milliseconds between attempts to show a row that is younger than the last drawing. */
const revealWaits = [100, 300, 600, 1_000];

const sightKey = "sidebar.sight";

export class Sidebar implements vscode.Disposable {
  readonly tree: SpaceTree;
  readonly #view: vscode.TreeView<Row>;
  readonly #owned: { dispose(): unknown }[] = [];
  readonly #first: FirstRows;
  #watching: vscode.Disposable | undefined;
  /** As VS Code was told them. */
  readonly #contexts = new Map<string, unknown>();

  constructor(
    private readonly spaces: Spaces,
    private readonly connection: Connection,
    private readonly memory: vscode.Memento,
  ) {
    this.tree = new SpaceTree(spaces, sightFrom(memory.get(sightKey), { idleShells: !hidesIdleShells() }), (task) =>
      planFor(connection, spaces, task),
    );
    const rows = new LastingRows(this.tree);
    this.#first = new FirstRows(spaces, connection);
    const treeDataProvider = this.#first.before(rows);
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider, showCollapseAll: true });
    rows.serve(this.#view);
    this.#owned.push(
      this.tree,
      rows,
      this.#view,
      this.#view.onDidChangeVisibility(() => {
        this.#watchWhileVisible();
      }),
      this.#view.onDidExpandElement(({ element }) => {
        this.tree.unfold(element, "open");
      }),
      this.#view.onDidCollapseElement(({ element }) => {
        this.tree.unfold(element, "closed");
        rows.close(element);
      }),
      spaces.onRepainted(() => {
        this.#title();
      }),
      this.#first,
      this.#first.onState((state) => {
        this.#context("state", state);
      }),
    );
    this.#context("state", this.#first.state);
    this.#watchWhileVisible();
    this.#title();
  }

  /** Looks with other eyes, and remembers it in this workspace. */
  look(change: Partial<Sight>, without: readonly "flat"[] = []): void {
    const { flat, ...rest } = { ...this.tree.sight, ...change };
    const sight: Sight = flat === undefined || without.includes("flat") ? rest : { ...rest, flat };
    const selected = this.selected;
    const isOther = modeOf(sight) !== modeOf(this.tree.sight);
    this.tree.look(sight);
    void this.memory.update(sightKey, sight);
    this.#title();
    const thing = selected && isOther && this.visible ? this.tree.at(selected) : undefined;
    if (thing?.is === "task") void this.reveal(thing.task, false); // its row is another one to VS Code
  }

  /** Selects a task's row, opening what is above it; false when it is out of sight. */
  async reveal(task: WireTask, focus: boolean): Promise<boolean> {
    for (const wait of revealWaits) {
      const row = this.tree.rowOfTask(task);
      if (!row) return false;
      try {
        await this.#view.reveal(row, { select: true, focus, expand: false });
        return true;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, wait)); // VS Code has not been told of the row yet
      }
    }
    return false;
  }

  /** Whether the tree is on the screen. */
  get visible(): boolean {
    return this.#view.visible;
  }

  get selected(): Row | undefined {
    return this.#view.selection[0];
  }

  /**
   * The row that the keyboard stands on, for a command that a key was pressed for; absent where there is none. VS Code tells
   * extensions of selected rows only, so the row is selected first.
   */
  async focused(): Promise<Row | undefined> {
    const before = this.#view.selection;
    await vscode.commands.executeCommand("list.toggleSelection"); // unlike list.select opens and closes nothing
    const after = this.#view.selection;
    const row = after.find((one) => !before.includes(one)) ?? before.find((one) => !after.includes(one));
    if (row && (after.length !== 1 || after[0] !== row)) await this.#view.reveal(row, { select: true, focus: true });
    return row;
  }

  dispose(): void {
    this.#watching?.dispose();
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #watchWhileVisible(): void {
    if (this.#view.visible) this.#watching ??= this.spaces.watch();
    else {
      this.#watching?.dispose();
      this.#watching = undefined;
    }
  }

  #context(key: string, value: unknown): void {
    if (this.#contexts.get(key) === value) return;
    this.#contexts.set(key, value);
    void vscode.commands.executeCommand("setContext", `pspace.${key}`, value);
  }

  #title(): void {
    const { sight } = this.tree;
    const { picture } = this.spaces;
    const observer = picture.spaces.get(sight.seenFrom);
    const away = observer !== undefined && observer.id !== "host";
    const told = [
      away ? vscode.l10n.t("seen from {0}", observer.name) : undefined,
      sight.flat === undefined ? undefined : vscode.l10n.t("everything"),
      sight.filter === "" ? undefined : vscode.l10n.t("only “{0}”", sight.filter),
    ].filter((part) => part !== undefined);
    const alone = this.connection.health === "ready" && picture.spaces.size === 1;
    const lonely = alone
      ? vscode.l10n.t("Only this machine’s own space is here: no container runs. One that starts appears by itself.")
      : "";
    const description = told.join(" · ");
    if (this.#view.description !== description) this.#view.description = description;
    // The title has no room for it; where nothing is in sight, VS Code shows a welcome only without a message.
    const { isEmpty } = this.tree.outline;
    const message = isEmpty ? "" : told.length > 0 ? description : lonely;
    // Said again, or before the first rows are there, it would hide the tree for a moment and take the focus away.
    if ((this.#view.message ?? "") !== message) this.#view.message = message;
    const contexts = {
      empty: isEmpty && this.#first.state === "ready",
      seenFrom: away,
      flat: sight.flat !== undefined,
      filtered: sight.filter !== "",
      kernelThreads: sight.kernelThreads,
      idleShells: sight.idleShells,
    };
    for (const [key, value] of Object.entries(contexts)) this.#context(key, value);
  }
}
