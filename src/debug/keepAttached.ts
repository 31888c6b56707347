/**
 * Sessions that begin again when their task does: a container restarts, and the same task, by the name of its space and its command,
 * is waited for and attached again. It ends when the person leaves a session, or cancels the wait.
 */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { notKept } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";
import { requests } from "../protocol/messages.ts";
import type { WireTask } from "../protocol/wire.ts";
import type { Attachment } from "./attachment.ts";
import { againField, attachmentField, memberField } from "./configuration.ts";
import { attachFailed } from "./proof.ts";
import { limits, within } from "./limits.ts";

interface Kept {
  readonly attachment: Attachment;
  readonly folder: vscode.WorkspaceFolder | undefined;
  /** What the person asked for, with what the next one is known by. */
  readonly next: vscode.DebugConfiguration;
}

export class KeptAttached {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly engine: Engine,
    private readonly log: (text: string) => void,
  ) {}

  /** From now on; a task whose space has no name to come back under is not kept, and the person is told so. */
  async keep(
    attachment: Attachment,
    folder: vscode.WorkspaceFolder | undefined,
    asked: vscode.DebugConfiguration,
  ): Promise<void> {
    const { task, reference } = attachment;
    const known = await knownBy(this.engine, task, asked);
    if (!known) {
      saySentence(notKept(reference, vscode.l10n.t));
      return;
    }
    const next = {
      ...asked,
      task: undefined,
      [memberField]: undefined,
      ...known,
      waitFor: true,
      keepAttached: true,
      [againField]: task.id,
    };
    this.kept.set(attachment.id, { attachment, folder, next });
  }

  /** Whether a session is one of those. */
  has(session: vscode.DebugSession): boolean {
    return this.kept.has(idOf(session));
  }

  forget(session: vscode.DebugSession): void {
    this.kept.delete(idOf(session));
  }

  /** Waits for the next where the task has ended the session; resolves when there is one, or none will be. */
  async ended(session: vscode.DebugSession): Promise<void> {
    const kept = this.kept.get(idOf(session));
    this.kept.delete(idOf(session));
    if (!kept || kept.attachment.state.left === "person") return;
    this.log(`${kept.attachment.reference} has ended; it is waited for`);
    const isAgain = await vscode.debug.startDebugging(kept.folder, kept.next);
    if (isAgain) vscode.window.setStatusBarMessage(vscode.l10n.t("Attached again: {0}", session.name), 10_000);
  }
}

function idOf(session: vscode.DebugSession): string {
  const id: unknown = session.configuration[attachmentField];
  return typeof id === "string" ? id : "";
}

/** The words by which the same task is known when it comes back; absent where its space will never come back. */
async function knownBy(
  engine: Engine,
  task: WireTask,
  { space, match }: vscode.DebugConfiguration,
): Promise<{ readonly space: string; readonly match: string } | undefined> {
  if (typeof space === "string" && typeof match === "string") return { space, match };
  const late = attachFailed({ reference: task.name }, "the engine did not list its spaces in time");
  const { spaces } = await within(engine.ask0(requests.spaces), limits.engine, late, undefined);
  const home = spaces.find(({ id }) => id === task.member);
  const comesBack = home && (home.id === "host" || home.runtime !== undefined);
  return comesBack ? { space: home.reference, match: task.command.join(" ") || task.name } : undefined;
}
