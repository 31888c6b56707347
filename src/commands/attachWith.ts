/** Attach with a debugger of the person's choice, each with what stands in its way. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import type { Translate } from "../editor/words.ts";
import { debuggerNames, shutGate, type DebuggerName, type Plan } from "../model/plan.ts";
import type { WireTask } from "../protocol/wire.ts";
import { attach } from "./attach.ts";
import { planFor } from "../client/plans.ts";

interface Offer extends vscode.QuickPickItem {
  readonly debuggerName: DebuggerName;
  /** Why it cannot, if so. */
  readonly shut: boolean;
}

export async function attachWith(engine: Engine, spaces: Spaces, task: WireTask): Promise<void> {
  const best = await planFor(engine, spaces, task);
  const plans = await Promise.all(debuggerNames.map((name) => planFor(engine, spaces, task, name)));
  const offers = debuggerNames.map((name, at) => offerOf(name, plans[at], best?.debugger === name, vscode.l10n.t));
  const chosen = await vscode.window.showQuickPick(
    offers.toSorted((a, b) => rank(a) - rank(b)),
    { title: vscode.l10n.t("Attach to {0} with", spaces.picture.ownTuple(task)), matchOnDetail: true },
  );
  if (chosen) await attach(spaces, task, chosen.debuggerName);
}

/** The one that suits best, then those that can, then those that cannot. */
function rank({ picked, shut }: Offer): number {
  return picked ? 0 : shut ? 2 : 1;
}

/** A line of the list; pure. */
export function offerOf(name: DebuggerName, plan: Plan | undefined, best: boolean, t: Translate): Offer {
  const shut = plan && shutGate(plan.gates);
  return {
    debuggerName: name,
    shut: shut !== undefined,
    label: name,
    iconPath: new vscode.ThemeIcon(shut ? "circle-slash" : "debug-alt"),
    ...(best ? { description: t("suits this task best") } : shut ? { description: t("shut") } : {}),
    detail: shut ? shut.gate.why : t("Every gate is open."),
    picked: best,
  };
}
