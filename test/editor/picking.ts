/** Answers our picker as a person with a keyboard would. */
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { until } from "../support/waits.ts";
import { untilTask } from "./hold.ts";

interface Row extends vscode.QuickPickItem {
  readonly choice?: { readonly is: string; readonly task?: { readonly id: string } };
}

/**
 * From now on the next list that opens is answered: with the task that has a number on the host, and no other. Resolves
 * when the screen knows that task; `answered` when the list is closed.
 */
export async function willPick(use: Extension, hostNumber: number): Promise<{ readonly answered: Promise<void> }> {
  const task = await untilTask(use, hostNumber);
  const window = vscode.window as { createQuickPick: () => vscode.QuickPick<Row> };
  const real = window.createQuickPick;
  const opened = new Promise<vscode.QuickPick<Row>>((done) => {
    window.createQuickPick = () => {
      window.createQuickPick = real;
      const made = real.call(vscode.window);
      done(made);
      return made;
    };
  });
  return { answered: opened.then((list) => accept(list, task.id)) };
}

async function accept(list: vscode.QuickPick<Row>, id: string): Promise<void> {
  let isOver = false;
  const dispose = list.dispose.bind(list);
  list.dispose = () => {
    isOver = true;
    dispose();
  };
  await until("the list has answered", async () => {
    if (isOver) return true;
    const row = list.items.find(({ choice }) => choice?.task?.id === id);
    if (!row) return false;
    if (list.activeItems[0] === row) {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    } else list.activeItems = [row];
    return isOver;
  });
}
