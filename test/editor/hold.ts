/** What the editor tests have in common: our extension, started, its sidebar open, and rows in words. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import type { WireTask } from "../../src/protocol/wire.ts";
import type { Row } from "../../src/views/tree.ts";
import { until } from "../support/waits.ts";

/** Our extension, with the engine ready and the tree on the screen. */
export async function opened(): Promise<Extension> {
  const extension = vscode.extensions.getExtension<Extension>("pid-spaces.pspace");
  assert.ok(extension);
  const use = await extension.activate();
  await vscode.commands.executeCommand("pspace.spaces.focus");
  await until("the engine is ready", () => use.connection.health === "ready");
  await until("the tree has rows", () => use.sidebar.tree.getChildren().length > 0);
  return use;
}

/** A row as a person reads it: label, then what is dimmed. */
export function textOf(use: Extension, row: Row): string {
  const { label, description } = use.sidebar.tree.getTreeItem(row);
  return `${typeof label === "string" ? label : (label?.label ?? "")} | ${String(description)}`;
}

/** The task that has a number on the host, once the picture has it. */
export function untilTask(use: Extension, hostNumber: number): Promise<WireTask> {
  return until(`the picture has number ${hostNumber.toString()}`, () => use.spaces.picture.taskAt("host", hostNumber));
}

/** The row of a task, once it is there. */
export function untilRow(use: Extension, task: WireTask): Promise<Row> {
  return until(`${task.name} has a row`, () => use.sidebar.tree.rowOfTask(task));
}

/** Whether a row can be reached from the top of the tree, as VS Code walks it. */
export function reachable({ sidebar: { tree } }: Extension, row: Row): boolean {
  for (let at: Row | undefined = row; at;) {
    const parent = tree.getParent(at);
    if (!tree.getChildren(parent).includes(at)) return false;
    at = parent;
  }
  return true;
}

/** Listens to sentences for people instead of showing them; what was said is in `heard`. */
export function listen(): { readonly heard: string[]; readonly stop: () => void } {
  const heard: string[] = [];
  const window = vscode.window as { showErrorMessage: unknown; showWarningMessage: unknown };
  const { showErrorMessage, showWarningMessage } = window;
  const hear = (text: string): Promise<undefined> => {
    heard.push(text);
    return Promise.resolve(undefined);
  };
  Object.assign(window, { showErrorMessage: hear, showWarningMessage: hear });
  return { heard, stop: () => Object.assign(window, { showErrorMessage, showWarningMessage }) };
}

/** What the pointer at a place is told, by anybody, as Markdown. */
export async function hoverAt({ uri }: vscode.TextDocument, line: number, column: number): Promise<string> {
  const position = new vscode.Position(line, column);
  const found = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  return found.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join("\n");
}

/** A click on the last link of a line, once there is one. */
export async function followLink({ uri }: vscode.TextDocument, line: number): Promise<void> {
  const target = await until(`line ${line.toString()} has a link`, async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", uri);
    return links.filter(({ range }) => range.start.line === line).at(-1)?.target;
  });
  assert.equal(target.scheme, "command");
  await vscode.commands.executeCommand(target.path, ...(JSON.parse(target.query) as readonly unknown[]));
}

/** While `act` runs, every list is answered with the item that ends so; the lists' titles are returned. */
export async function choosing(label: string, act: () => Thenable<unknown>): Promise<readonly string[]> {
  const asked: string[] = [];
  const window = vscode.window as { showQuickPick: unknown };
  const { showQuickPick } = window;
  window.showQuickPick = (items: readonly vscode.QuickPickItem[], { title = "" }: vscode.QuickPickOptions) => {
    asked.push(title);
    return Promise.resolve(items.find((item) => item.label.endsWith(label)));
  };
  try {
    await act();
  } finally {
    window.showQuickPick = showQuickPick;
  }
  return asked;
}
