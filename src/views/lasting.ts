/**
 * The tree as VS Code is given it, so that no click is lost. Told that rows have changed, VS Code's extension side forgets
 * them and all below, until its window has asked for them anew; a click in between comes without its row. The one thing
 * that makes it list rows from here is to reveal one: it then lists what is above. So the reveal of a row that never comes
 * to be is held ready, and led along every open row as soon as they are forgotten, before the window's next message.
 *
 * This leans on how VS Code lists what is above a row, the same in 1.100 and 1.139. Were that not so, a click without its
 * row would ask which was meant (commands/target.ts), as before.
 */
import * as vscode from "vscode";
import type { Row, SpaceTree } from "./tree.ts";

/** One step of the way: stands for an open row, below the step before, whose row VS Code lists to find this one. */
class Step implements Row {
  readonly id = "step";
  constructor(
    /** Id of the item that it stands for. */
    readonly item: string,
    readonly above: Step | undefined,
  ) {}
}

/** The row that is being revealed: VS Code has asked what is above it, and waits. */
class Awaited implements Row {
  readonly id = "awaited";
  readonly above: Promise<Row | undefined>;
  /** VS Code has asked; before that it is still busy with what it was told last. */
  isReady = false;
  #lead: (above: Step | undefined) => void = () => undefined;

  constructor() {
    this.above = new Promise((lead) => {
      this.#lead = lead;
    });
  }

  lead(above: Step | undefined): void {
    this.#lead(above);
  }
}

/** So many are held ready, for one change may follow another before VS Code is done with it. */
const most = 3;

/** Milliseconds for which VS Code gathers changes that follow another. */
const gathered = 200;

export class LastingRows implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<Row | undefined>;
  readonly #listening: vscode.Disposable;
  readonly #awaited = new Set<Awaited>();
  /** Rows that VS Code lists what is below. */
  readonly #open = new Set<string>();
  /** Rows that VS Code was told of, and whose item it has not taken yet. */
  readonly #told = new Set<string>();
  /** VS Code was told of everything, and has not asked for the top yet. */
  #toldAll = false;
  #view: vscode.TreeView<Row> | undefined;

  constructor(private readonly tree: SpaceTree) {
    this.onDidChangeTreeData = tree.onDidChangeTreeData;
    this.#listening = tree.onDidChangeTreeData((changed: Row | readonly Row[] | undefined) => {
      if (changed === undefined) this.#relistAll();
      else for (const { id } of [changed].flat()) this.#told.add(id);
    });
  }

  /** The view that shows these rows. */
  serve(view: vscode.TreeView<Row>): void {
    this.#view = view;
    this.#prepare();
  }

  getChildren = (row?: Row): Row[] => {
    if (row) this.#open.add(row.id);
    else this.#toldAll = false;
    return this.tree.getChildren(row);
  };

  getParent = (row: Row): vscode.ProviderResult<Row> => {
    if (row instanceof Step) return row.above;
    if (!(row instanceof Awaited)) return this.tree.getParent(row);
    row.isReady = true;
    return row.above;
  };

  getTreeItem = (row: Row): vscode.TreeItem | Promise<vscode.TreeItem> => {
    if (row instanceof Awaited) return new Promise(() => undefined); // never: by now all is listed
    if (row instanceof Step) return Object.assign(new vscode.TreeItem(""), { id: row.item });
    if (this.#told.delete(row.id)) setImmediate(this.#relist); // what is below it is forgotten by then
    return this.tree.getTreeItem(row);
  };

  resolveTreeItem = (item: vscode.TreeItem, row: Row, token: vscode.CancellationToken): Promise<vscode.TreeItem> =>
    this.tree.resolveTreeItem(item, row, token);

  /** A person closed a row: VS Code lists no more what is below. */
  close(row: Row): void {
    this.#open.delete(row.id);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#view = undefined;
  }

  /** Of the top no item is taken, so when it is forgotten must be known: at once, or when changes were gathered. */
  #relistAll(): void {
    this.#toldAll = true;
    setImmediate(() => {
      this.#relist();
      setTimeout(() => {
        if (this.#toldAll) this.#relist();
      }, gathered).unref();
    });
  }

  readonly #relist = (): void => {
    const awaited = [...this.#awaited].find(({ isReady }) => isReady);
    if (!this.#view?.visible || !awaited) return;
    for (const rows of [this.#open, this.#told]) for (const id of rows) if (!this.tree.at({ id })) rows.delete(id);
    const open = this.#openBelow();
    const [first] = open;
    if (first === undefined) return;
    let above: Step | undefined;
    for (const row of [...open, first]) above = new Step(this.tree.itemId(row), above);
    this.#awaited.delete(awaited);
    awaited.lead(above);
    this.#prepare();
  };

  /** Open rows from the top down, each after the one that it is below. */
  #openBelow(row?: Row): Row[] {
    return this.tree
      .getChildren(row)
      .filter(({ id }) => this.#open.has(id))
      .flatMap((child) => [child, ...this.#openBelow(child)]);
  }

  #prepare(): void {
    while (this.#view && this.#awaited.size < most) {
      const awaited = new Awaited();
      this.#awaited.add(awaited);
      this.#view.reveal(awaited, { select: false, focus: false, expand: false }).then(undefined, () => {
        this.#awaited.delete(awaited);
      });
    }
  }
}
