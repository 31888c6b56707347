/**
 * The tree of spaces in the sidebar: the half of nodes.ts and outline.ts that VS Code sees. Rows keep their
 * identity, and only those that changed are drawn again, at most twice in a second.
 */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { Plan } from "../model/plan.ts";
import { ProblemError } from "../model/problem.ts";
import type { WireChange, WireSpace, WireTask } from "../protocol/wire.ts";
import { Expansion } from "./expansion.ts";
import { isAttachable } from "./kinds.ts";
import { nodeOf, type Node } from "./nodes.ts";
import { Outline, spaceRow, taskRow, type Thing } from "./outline.ts";
import { Redrawn } from "./redrawn.ts";
import { modeOf, type Sight } from "./sight.ts";
import { gatesText } from "./tooltip.ts";
import { isWhole, recountedRows, touchedRows } from "./touched.ts";

/** What VS Code holds of a row; commands get it as their argument. One object per row for as long as it is there. */
export interface Row {
  readonly id: string;
}

/** Milliseconds in which changes are gathered before rows are drawn again. */
const gathering = 500;

/** The same where only numbers of tasks are others: with each row VS Code asks for everything below it. */
const counting = 5_000;

/** Milliseconds that a tooltip waits for the gates. */
const patience = 5_000;

/** The same where every change draws the whole list again. */
const gatheringWhole = 2_000;

/** So many rows that a filter found are all opened. */
const fewFound = 200;

export class SpaceTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #rows = new Map<string, Row>();
  readonly #redraw = new vscode.EventEmitter<Row | readonly Row[] | undefined>();
  readonly #drawn = new vscode.EventEmitter<readonly string[] | "everything">();
  readonly #owned: { dispose(): unknown }[] = [this.#redraw, this.#drawn];
  #outline: Outline;
  /** As the rows on the screen were drawn from. */
  #drawnFrom: Outline;
  /** What has changed since. */
  #changes: WireChange[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** As the numbers of tasks on the screen were drawn from. */
  #countedFrom: Outline;
  #countTimer: NodeJS.Timeout | undefined;
  readonly #redrawn = new Redrawn();
  readonly #expansion = new Expansion();

  /** Typed as VS Code wants it; an array is one batch. */
  readonly onDidChangeTreeData = this.#redraw.event as vscode.Event<Row | undefined>;
  /** After rows were drawn again: which ones. */
  readonly onDrawn = this.#drawn.event;

  constructor(
    private readonly spaces: Pick<Spaces, "picture" | "onRepainted">,
    sight: Sight,
    /** The attach plan of a task; absent when it has gone. */
    private readonly planOf: (task: WireTask) => Promise<Plan | undefined> = () => Promise.resolve(undefined),
  ) {
    this.#outline = this.#drawnFrom = this.#countedFrom = new Outline(spaces.picture, sight);
    this.#owned.push(
      spaces.onRepainted(({ before, now, change, anew }) => {
        this.#outline = new Outline(now, this.sight, this.#outline.attached);
        this.#changes.push(change);
        if (before.spaces.size === 0) this.#draw("everything");
        else if (anew) this.#draw();
        else {
          this.#timer ??= setTimeout(
            () => {
              this.#draw();
            },
            isWhole(this.sight) ? gatheringWhole : gathering,
          );
          this.#countTimer ??= setTimeout(() => {
            this.#recount();
          }, counting);
        }
      }),
    );
  }

  get outline(): Outline {
    return this.#outline;
  }

  get sight(): Sight {
    return this.#outline.sight;
  }

  /** Looks at the same picture in another way. */
  look(sight: Sight): void {
    this.#outline = new Outline(this.spaces.picture, sight, this.#outline.attached);
    this.#draw("everything");
  }

  /** Draws a row and what is below it, or everything. */
  drawAgain(row?: Row): void {
    this.#fire(row ? [row.id] : "everything");
  }

  /** Tasks, by identity, that a session of ours is attached to. */
  mark(attached: ReadonlySet<string>): void {
    const before = this.#outline.attached;
    this.#outline = new Outline(this.spaces.picture, this.sight, attached);
    const rows = [...before, ...attached].filter((id) => before.has(id) !== attached.has(id)).map((id) => `task ${id}`);
    this.#fire(rows);
  }

  getChildren = (row?: Row): Row[] => {
    const ids = row ? this.#outline.children(row.id) : this.#outline.roots();
    return ids.map((id) => this.#row(id));
  };

  getParent = (row: Row): Row | undefined => {
    const parent = this.#outline.parent(row.id);
    return parent === undefined ? undefined : this.#row(parent);
  };

  getTreeItem = (row: Row): vscode.TreeItem => {
    const thing = this.#outline.at(row.id);
    const item = new vscode.TreeItem("");
    item.id = this.itemId(row);
    if (!thing) return item; // gone since it was listed; its parent is about to be drawn again
    const node = nodeOf(this.#outline, row.id, thing, vscode.l10n.t);
    item.label = node.label;
    item.description = node.detail;
    item.iconPath = new vscode.ThemeIcon(
      node.icon,
      node.colour === undefined ? undefined : new vscode.ThemeColor(node.colour),
    );
    item.contextValue = node.traits.join(" ");
    item.collapsibleState = collapsible[this.#stateOf(row, node.expandable)];
    item.accessibilityInformation = { label: node.says };
    return item;
  };

  /** A person opened or closed a row; what they do among rows that a filter found ends with the filter. */
  unfold(row: Row, state: "open" | "closed"): void {
    if (modeOf(this.sight) === "tree") this.#expansion.choose(row.id, state);
  }

  /** Asks the engine for the gates only now that somebody points at the row, and no longer than they do. */
  resolveTreeItem = async (
    item: vscode.TreeItem,
    row: Row,
    token?: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> => {
    const thing = this.#outline.at(row.id);
    if (!thing) return item;
    const text = nodeOf(this.#outline, row.id, thing, vscode.l10n.t).tooltip();
    const plan = thing.is === "task" && isAttachable(thing.task) ? await this.#planUntil(thing.task, token) : undefined;
    const gates = plan ? `\n\n---\n\n${gatesText(plan, vscode.l10n.t)}` : "";
    item.tooltip = new vscode.MarkdownString(text + gates, true);
    return item;
  };

  /** What VS Code knows a row by. */
  itemId(row: Row): string {
    const mode = modeOf(this.sight);
    return mode === "tree" ? row.id : `${mode} ${row.id}`;
  }

  /** What a row is about. */
  at(row: Row): Thing | undefined {
    return this.#outline.at(row.id);
  }

  /** Whether VS Code has just been told to ask for a task's row again, so that it may not know it at the moment. */
  isRedrawn(task: WireTask): boolean {
    const row = taskRow(task);
    return this.#rows.has(row) && this.#redrawn.has(this.#outline, row);
  }

  rowOfTask(task: WireTask): Row | undefined {
    return this.#outline.sees(task) ? this.#row(taskRow(task)) : undefined;
  }

  rowOfSpace(space: WireSpace): Row {
    return this.#row(spaceRow(space));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#countTimer);
    vscode.Disposable.from(...this.#owned).dispose();
  }

  async #planUntil(task: WireTask, token: vscode.CancellationToken | undefined): Promise<Plan | undefined> {
    const over = new Promise<undefined>((done) => {
      token?.onCancellationRequested(() => {
        done(undefined);
      });
      setTimeout(done, patience, undefined).unref();
    });
    const asked = this.planOf(task).catch((failed: unknown) => {
      if (failed instanceof ProblemError) return undefined; // it has gone, or the engine has
      throw failed;
    });
    return Promise.race([asked, over]);
  }

  /** What a filter found is open to be seen, unless that is too much to be looked through. */
  #stateOf(row: Row, usual: Node["expandable"]): Node["expandable"] {
    if (usual === "no") return usual;
    const { found } = this.#outline;
    if (found !== undefined) return found <= fewFound ? "open" : usual;
    return this.#expansion.stateOf(row.id, usual);
  }

  #row(id: string): Row {
    const known = this.#rows.get(id);
    if (known) return known;
    const row: Row = { id };
    this.#rows.set(id, row);
    return row;
  }

  #draw(all?: "everything"): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const touched = all ?? touchedRows(this.#drawnFrom, this.#outline, this.#changes);
    this.#changes = [];
    this.#drawnFrom = this.#outline;
    for (const id of this.#rows.keys()) if (!this.#outline.at(id)) this.#rows.delete(id);
    this.#expansion.keep((id) => this.#outline.at(id) !== undefined);
    this.#fire(touched);
    this.#drawn.fire(touched);
  }

  #recount(): void {
    this.#countTimer = undefined;
    this.#fire(recountedRows(this.#countedFrom, this.#outline));
    this.#countedFrom = this.#outline;
  }

  #fire(touched: readonly string[] | "everything"): void {
    if (touched === "everything") {
      this.#redrawn.tell(touched);
      this.#redraw.fire(undefined);
      return;
    }
    const rows = touched.flatMap((id) => this.#rows.get(id) ?? []);
    if (rows.length === 0) return;
    this.#redrawn.tell(touched);
    this.#redraw.fire(rows);
  }
}

const collapsible = {
  no: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
} as const;
