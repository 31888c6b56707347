/** Send a signal to a task: asks which, asks again naming task and space, and hits that very task or none. */
import { constants } from "node:os";
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { signalDenied } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WireTask } from "../protocol/wire.ts";

/** The ones that people send come first. */
const usual = ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGSTOP", "SIGCONT", "SIGKILL"];

export async function signalTask(engine: Engine, spaces: Spaces, task: WireTask): Promise<void> {
  const tuple = spaces.picture.ownTuple(task);
  const name = await vscode.window.showQuickPick(signalNames(), {
    title: vscode.l10n.t("Send {0} ({1}) which signal?", tuple, task.name),
  });
  const signal = Object.entries(constants.signals).find(([known]) => known === name)?.[1];
  if (name === undefined || signal === undefined) return;
  const send = vscode.l10n.t("Send {0}", name);
  const sure = await vscode.window.showWarningMessage(
    vscode.l10n.t("Send {0} to {1} ({2})?", name, tuple, task.name),
    { modal: true, detail: task.command.join(" ").slice(0, 300) },
    send,
  );
  if (sure !== send) return;
  const outcome = await sendSignal(engine, spaces, task, signal);
  if (outcome === "denied") saySentence(signalDenied(tuple, vscode.l10n.t));
}

/** Fails when it is another task by now or has exited. */
export async function sendSignal(
  engine: Engine,
  spaces: Spaces,
  task: WireTask,
  signal: number,
): Promise<"sent" | "denied"> {
  const { hold, tuple } = await spaces.holdTask(task);
  try {
    const answer = await engine.ask(requests.signal, { hold, signal });
    if (answer.is === "gone") throw new ProblemError({ is: "taskGone", reference: tuple });
    return answer.is;
  } finally {
    await spaces.release(hold);
  }
}

function signalNames(): string[] {
  const others = Object.keys(constants.signals).filter((name) => !usual.includes(name));
  return [...usual, ...others];
}
