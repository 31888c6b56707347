/** The sidebar's view: shows the tree, remembers what a person chose to see, and says it in title and contexts. */
import * as vscode from "vscode";
import { planFor } from "../client/plans.ts";
import type { Connection, Health } from "../client/connection.ts";
import type { Spaces } from "../client/spaces.ts";
import type { WireTask } from "../protocol/wire.ts";
import { hidesIdleShells } from "../editor/settings.ts";
import { LastingRows } from "./lasting.ts";
import { modeOf, sightFrom, type Sight } from "./sight.ts";
import { SpaceTree, type Row } from "./tree.ts";

/** Ids that package.json knows too. */
export const viewId = "pspace.spaces";

/** What the view's welcome and menus depend on: `pspace.state` and the switches of the sight. */
export type ViewState = "starting" | "ready" | "failed" | "notLinux";

/** Milliseconds between attempts to show a row that is younger than the last drawing. */
const revealWaits = [100, 300, 600, 1_000];

const sightKey = "sidebar.sight";

export class Sidebar implements vscode.Disposable {
  readonly tree: SpaceTree;
  readonly #view: vscode.TreeView<Row>;
  readonly #owned: { dispose(): unknown }[] = [];
  #watching: vscode.Disposable | undefined;
  /** As VS Code was told them. */
  readonly #contexts = new Map<string, boolean>();

  constructor(
    private readonly spaces: Spaces,
    private readonly connection: Connection,
    private readonly memory: vscode.Memento,
  ) {
    this.tree = new SpaceTree(spaces, sightFrom(memory.get(sightKey), { idleShells: !hidesIdleShells() }), (task) =>
      planFor(connection, spaces, task),
    );
    const rows = new LastingRows(this.tree);
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: rows, showCollapseAll: true });
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
      connection.onHealth((health) => {
        void setContext("state", viewState(health));
      }),
    );
    void setContext("state", viewState(connection.health));
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
    const message = this.tree.outline.isEmpty ? "" : told.length > 0 ? description : lonely;
    if (this.#view.message !== message) this.#view.message = message;
    const contexts = {
      seenFrom: away,
      flat: sight.flat !== undefined,
      filtered: sight.filter !== "",
      kernelThreads: sight.kernelThreads,
      idleShells: sight.idleShells,
    };
    for (const [key, value] of Object.entries(contexts)) {
      if (this.#contexts.get(key) === value) continue;
      this.#contexts.set(key, value);
      void setContext(key, value);
    }
  }
}

function viewState(health: Health): ViewState {
  if (process.platform !== "linux") return "notLinux";
  if (health === "failed") return "failed";
  return health === "ready" ? "ready" : "starting";
}

function setContext(key: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", `pspace.${key}`, value);
}
