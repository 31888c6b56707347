/** Answers our picker as a person with a keyboard would. */
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { until } from "../support/waits.ts";
import { untilTask } from "./hold.ts";

interface Row extends vscode.QuickPickItem {
  readonly choice?: { readonly is: string; readonly task?: { readonly id: string } };
}

/** Moves to the task with a number of the host's in the next list that opens, does `before`, and accepts it. */
export async function answerPicker(
  use: Extension,
  hostNumber: number,
  before = (): Promise<void> => Promise.resolve(),
): Promise<void> {
  const task = await untilTask(use, hostNumber);
  const window = vscode.window as { createQuickPick: () => vscode.QuickPick<Row> };
  const real = window.createQuickPick;
  const list = await new Promise<vscode.QuickPick<Row>>((done) => {
    window.createQuickPick = () => {
      window.createQuickPick = real;
      const made = real.call(vscode.window);
      done(made);
      return made;
    };
  });
  const row = await until("the list has the task", () => list.items.find(({ choice }) => choice?.task?.id === task.id));
  await before();
  await until("the list has answered", async () => {
    list.activeItems = [row];
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return list.selectedItems.includes(row);
  });
}
