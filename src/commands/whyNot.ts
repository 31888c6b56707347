/** Why can't I attach: the four gates of a task, open or shut, why, and the smallest cure. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { ProblemError } from "../model/problem.ts";
import type { WireTask } from "../protocol/wire.ts";
import { planFor } from "../client/plans.ts";
import { doctorLines } from "./doctorLines.ts";

export async function whyNot(engine: Engine, spaces: Spaces, task: WireTask): Promise<void> {
  const plan = await planFor(engine, spaces, task);
  if (!plan) throw new ProblemError({ is: "taskGone", reference: spaces.picture.ownTuple(task) });
  const items = doctorLines(plan, vscode.l10n.t).map(({ icon, ...line }) => ({
    ...line,
    ...(icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(icon) }),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("{0} by {1}", plan.task, plan.debugger),
    placeHolder: vscode.l10n.t("Choose a shut gate to copy what opens it"),
    matchOnDetail: true,
  });
  if (chosen?.copies !== undefined) await vscode.env.clipboard.writeText(chosen.copies);
}
