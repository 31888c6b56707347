/** Attach to a whole service: the tasks of a Compose project, a pod or one space, under one session. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { planFor } from "../client/plans.ts";
import type { Spaces } from "../client/spaces.ts";
import type { Debugging } from "../debug/register.ts";
import { partlyAttached } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";
import { shutGate } from "../model/plan.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { isAttachable, languageOf } from "../views/kinds.ts";
import { configurationFor } from "./copyConfiguration.ts";

/** So many are attached to without a question. */
const few = 3;

export interface Service {
  readonly name: string;
  readonly spaces: readonly WireSpace[];
}

interface Offer extends vscode.QuickPickItem {
  readonly task: WireTask;
}

export async function attachAll(
  use: { readonly engine: Engine; readonly spaces: Spaces; readonly debugging: Debugging },
  { name, spaces: members }: Service,
): Promise<void> {
  const picture = await use.spaces.current();
  const tasks = candidates(members.flatMap((space) => picture.members(space.id)));
  const chosen = tasks.length > few ? await choose(use, name, tasks) : tasks;
  if (!chosen || chosen.length === 0) return;
  const wanted = chosen.map((task) => {
    const configuration = configurationFor(picture, task);
    use.spaces.picks.remember(configuration.task, task);
    return { reference: configuration.task, configuration };
  });
  const failed = await use.debugging.attachTogether(name, wanted);
  if (failed.length > 0) saySentence(partlyAttached(wanted.length, failed, vscode.l10n.t));
}

/** What can be debugged; a shell that only started the others is left out, unless nothing else is there. */
export function candidates(tasks: readonly WireTask[]): readonly WireTask[] {
  const attachable = tasks.filter(isAttachable);
  const programs = attachable.filter((task) => languageOf(task) !== "shell");
  return programs.length > 0 ? programs : attachable;
}

/** Undefined where the person changed their mind. */
async function choose(
  { engine, spaces }: { readonly engine: Engine; readonly spaces: Spaces },
  name: string,
  tasks: readonly WireTask[],
): Promise<readonly WireTask[] | undefined> {
  const offers = await Promise.all(
    tasks.map(async (task): Promise<Offer> => {
      const plan = await planFor(engine, spaces, task).catch(() => undefined); // it may have ended meanwhile
      const shut = plan && shutGate(plan.gates);
      return {
        task,
        label: `${task.name} (${spaces.picture.ownTuple(task)})`,
        description: plan?.debugger ?? "",
        detail: shut?.gate.why ?? task.command.join(" "),
        picked: plan !== undefined && !shut,
      };
    }),
  );
  const title = vscode.l10n.t("Attach to which tasks of {0}?", name);
  const chosen = await vscode.window.showQuickPick(offers, { title, canPickMany: true, matchOnDetail: true });
  return chosen?.map(({ task }) => task);
}
