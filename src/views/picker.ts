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
    const picture = await this.spaces.current();
    const last = this.memory.get<string>(lastKey);
    const items = taskChoices(picture, { last, wanted }, vscode.l10n.t).map(itemOf);
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

  #show(title: string, items: readonly Item[]): Promise<Picked | undefined> {
    const list = vscode.window.createQuickPick<Item>();
    list.title = title;
    list.placeholder = vscode.l10n.t("Name, command, number in any space, or a tuple such as web:17");
    list.matchOnDescription = true;
    list.matchOnDetail = true;
    list.items = items;
    list.onDidChangeValue((value) => {
      const typed = typedChoice(value, vscode.l10n.t);
      if (typed || list.items[0]?.choice?.is === "typed") list.items = typed ? [itemOf(typed), ...items] : items;
    });
    list.onDidChangeActive(([item]) => {
      if (item?.choice?.is === "task") this.preview(item.choice.task);
    });
    return new Promise((resolve) => {
      list.onDidAccept(() => {
        // A tuple that was typed wins: the list may not yet have followed the keys, and Enter must not mean another task.
        const choice = typedChoice(list.value, vscode.l10n.t) ?? list.selectedItems[0]?.choice;
        resolve(choice?.is === "separator" ? undefined : choice);
        list.hide();
      });
      list.onDidHide(() => {
        resolve(undefined);
        list.dispose();
      });
      list.show();
    });
  }
}

function itemOf(choice: Choice): Item {
  if (choice.is === "separator") return { label: choice.label, kind: vscode.QuickPickItemKind.Separator };
  if (choice.is === "typed") return { label: `$(search) ${choice.label}`, alwaysShow: true, choice };
  return { label: `$(${choice.icon}) ${choice.label}`, description: choice.description, detail: choice.detail, choice };
}
