/** Why can't I attach: the four gates of a task, open or shut, why, and the smallest cure. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { ProblemError } from "../model/problem.ts";
import { gateNames, type Plan } from "../model/plan.ts";
import type { WireTask } from "../protocol/wire.ts";
import type { Translate } from "../editor/words.ts";
import { planFor } from "../client/plans.ts";

interface Line extends vscode.QuickPickItem {
  readonly copies?: string;
}

export async function whyNot(engine: Engine, spaces: Spaces, task: WireTask): Promise<void> {
  const plan = await planFor(engine, spaces, task);
  if (!plan) throw new ProblemError({ is: "taskGone", reference: spaces.picture.ownTuple(task) });
  const chosen = await vscode.window.showQuickPick<Line>(doctorLines(plan, vscode.l10n.t), {
    title: vscode.l10n.t("{0} by {1}", plan.task, plan.debugger),
    placeHolder: vscode.l10n.t("Choose a shut gate to copy what opens it"),
    matchOnDetail: true,
  });
  if (chosen?.copies !== undefined) await vscode.env.clipboard.writeText(chosen.copies);
}

/** A line for each gate; pure. */
export function doctorLines(plan: Plan, t: Translate): Line[] {
  const names = { number: t("Number"), permission: t("Permission"), files: t("Files"), port: t("Port") };
  return gateNames.map((name) => {
    const { open, why, cure } = plan.gates[name];
    const detail = cure === undefined ? why : `${why} — ${cure}`;
    return {
      label: open ? `$(pass) ${names[name]}: ${t("open")}` : `$(circle-slash) ${names[name]}: ${t("shut")}`,
      detail,
      ...(cure === undefined ? {} : { copies: cure }),
    };
  });
}
