/** How the tree is looked at: from which space, as a list or a tree, with which numbers, and without what. */
import * as vscode from "vscode";
import type { WireSpace } from "../protocol/wire.ts";
import { numberChoices, sortKeys, withNumbers, type NumberChoice, type SortKey } from "../views/sight.ts";
import type { Sidebar } from "../views/sidebar.ts";

export async function sortFlat(sidebar: Sidebar): Promise<void> {
  const t = vscode.l10n.t;
  const words: Record<SortKey, string> = { number: t("Number"), name: t("Name"), space: t("Space"), age: t("Age") };
  const flat = await choose(t("Sort by"), sortKeys, words, sidebar.tree.sight.flat);
  if (flat) sidebar.look({ flat });
}

function numberWords(): Record<NumberChoice, string> {
  const t = vscode.l10n.t;
  return {
    both: t("Both: its own number, and the host’s"),
    own: t("Its own number, in its space"),
    host: t("The host’s number"),
  };
}

/** For the tasks of one space. */
export async function chooseNumbersHere(sidebar: Sidebar, space: WireSpace): Promise<void> {
  const t = vscode.l10n.t;
  const { sight } = sidebar.tree;
  const words = { ...numberWords(), usual: t("As in every other space") };
  const now = sight.numbersIn[space.identity] ?? "usual";
  const chosen = await choose(
    t("Which numbers are shown in {0}?", space.name),
    [...numberChoices, "usual"],
    words,
    now,
  );
  if (chosen) sidebar.look(withNumbers(sight, space.identity, chosen === "usual" ? undefined : chosen));
}

export async function chooseNumbers(sidebar: Sidebar): Promise<void> {
  const t = vscode.l10n.t;
  const words = numberWords();
  const numbers = await choose(t("Which numbers are shown?"), numberChoices, words, sidebar.tree.sight.numbers);
  if (numbers) sidebar.look({ numbers });
}

/** A box whose words narrow the tree down while they are typed; leaving it by Escape brings back what was. */
export function filterTree(sidebar: Sidebar): void {
  const before = sidebar.tree.sight.filter;
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t("Show only tasks with these words");
  box.placeholder = vscode.l10n.t("Name, command, space or number in any space");
  box.value = before;
  let accepted = false;
  box.onDidChangeValue((filter) => {
    sidebar.look({ filter });
  });
  box.onDidAccept(() => {
    accepted = true;
    box.hide();
  });
  box.onDidHide(() => {
    if (!accepted) sidebar.look({ filter: before });
    box.dispose();
  });
  box.show();
}

async function choose<T extends string>(
  title: string,
  keys: readonly T[],
  words: Readonly<Record<T, string>>,
  now: T | undefined,
): Promise<T | undefined> {
  const items = keys.map((key) => ({
    label: words[key],
    ...(key === now ? { description: vscode.l10n.t("now") } : {}),
    key,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.key;
}
