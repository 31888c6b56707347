/** Asks a person for a task or a space: the half of choices.ts that has a list on the screen. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { spaceChoices, taskChoices, typedChoice, type Choice } from "./choices.ts";
import { isAttachable } from "./kinds.ts";

type Item = vscode.QuickPickItem & { readonly choice?: Choice };

/** What was picked: a task seen in the list, or a tuple as it was typed. */
export type Picked =
  { readonly is: "task"; readonly task: WireTask } | { readonly is: "typed"; readonly tuple: string };

const lastKey = "picker.last";

export class Picker {
  constructor(
    private readonly spaces: Spaces,
    private readonly memory: vscode.Memento,
    /** Told of the task under the cursor while the list is open. */
    private readonly preview: (task: WireTask) => void,
  ) {}

  /** Absent when the person changed their mind. */
  async pickTask(title: string, wanted: (task: WireTask) => boolean = isAttachable): Promise<Picked | undefined> {
    const last = this.memory.get<string>(lastKey);
    const items = (): Item[] => taskChoices(this.spaces.picture, { last, wanted }, vscode.l10n.t).map(itemOf);
    const picked = await this.#show(title, items);
    if (picked?.is === "task") void this.memory.update(lastKey, picked.task.id);
    return picked;
  }

  /** Absent when the person changed their mind. */
  async pickSpace(title: string, wanted: (space: WireSpace) => boolean = () => true): Promise<WireSpace | undefined> {
    const picture = await this.spaces.current();
    const items = spaceChoices(picture, wanted, vscode.l10n.t).map((choice) => ({
      ...choice,
      label: `$(${choice.icon}) ${choice.label}`,
    }));
    const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
    return picked?.space;
  }

  /** The list opens at once, so that keys typed now are typed into it; what it has follows when the picture is whole. */
  #show(title: string, itemsNow: () => readonly Item[]): Promise<Picked | undefined> {
    const list = vscode.window.createQuickPick<Item>();
    list.title = title;
    list.placeholder = vscode.l10n.t("Name, command, number in any space, or a tuple such as web:17");
    list.matchOnDescription = true;
    list.matchOnDetail = true;
    list.busy = true;
    list.onDidChangeActive(([item]) => {
      if (item?.choice?.is === "task") this.preview(item.choice.task);
    });
    return new Promise((resolve, reject) => {
      list.onDidAccept(() => {
        // A tuple that was typed wins: the list may not yet have followed the keys, and Enter must not mean another task.
        const choice = typedChoice(list.value, vscode.l10n.t) ?? list.selectedItems[0]?.choice;
        if (!choice) return; // nothing is chosen: there is nothing yet, or the list was just filled anew
        resolve(choice.is === "separator" ? undefined : choice);
        list.hide();
      });
      list.onDidHide(() => {
        resolve(undefined);
        list.dispose();
      });
      list.show();
      this.#fill(list, itemsNow).catch((failure: unknown) => {
        reject(failure instanceof Error ? failure : new Error(String(failure)));
        list.hide();
      });
    });
  }

  /** With what is known, and then with everything. */
  async #fill(list: vscode.QuickPick<Item>, itemsNow: () => readonly Item[]): Promise<void> {
    let items = itemsNow();
    const put = (): void => {
      const typed = typedChoice(list.value, vscode.l10n.t);
      const active = list.activeItems[0];
      list.items = typed ? [itemOf(typed), ...items] : items;
      const same = items.filter((item) => isSame(item, active));
      if (!typed && same.length > 0) list.activeItems = same.slice(-1);
    };
    put();
    list.onDidChangeValue((value) => {
      if (typedChoice(value, vscode.l10n.t) || list.items[0]?.choice?.is === "typed") put();
    });
    const shown = this.spaces.picture;
    const picture = await this.spaces.current();
    list.busy = false;
    if (picture === shown) return;
    items = itemsNow();
    put();
  }
}

function isSame(one: Item, other: Item | undefined): boolean {
  return one.choice?.is === "task" && other?.choice?.is === "task" && one.choice.task.id === other.choice.task.id;
}

/** Icons beside the words: in a label their names would be read aloud. */
function itemOf(choice: Choice): Item {
  if (choice.is === "separator") return { label: choice.label, kind: vscode.QuickPickItemKind.Separator };
  if (choice.is === "typed")
    return { label: choice.label, iconPath: new vscode.ThemeIcon("search"), alwaysShow: true, choice };
  const { label, description, detail, icon } = choice;
  return { label, description, detail, iconPath: new vscode.ThemeIcon(icon), choice };
}
