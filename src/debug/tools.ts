/** What VS Code's debugger hooks have in common: the engine, the words, the attachments, and the one catch of every attach. */
import * as vscode from "vscode";
import { ProblemError, type Problem } from "../model/problem.ts";
import type { AttachUse } from "./attachment.ts";
import type { Attachments } from "./attachments.ts";
import type { KeptAttached } from "./keepAttached.ts";
import { Cancelled } from "./limits.ts";
import type { Together } from "./together.ts";
import type { WaitWish } from "./waiting.ts";
import { withProgress } from "./progress.ts";

export interface DebugTools extends AttachUse {
  readonly attachments: Attachments;
  readonly kept: KeptAttached;
  readonly together: Together;
  /** What is waited for now. */
  readonly waiting: Set<WaitWish>;
  readonly say: (problem: Problem) => void;
}

/** Runs the steps of an attach with progress; what fails is said in one sentence, and the answer is then undefined: no session. */
export function attempt<T>(
  tools: DebugTools,
  reference: string,
  token: vscode.CancellationToken | undefined,
  work: (cancel: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  return saying(tools, reference, () => withProgress(vscode.l10n.t("Attaching to {0}", reference), token, work));
}

/** The one catch: what fails is said, and a person who cancels is not told so. */
export async function saying<T>(
  tools: Pick<DebugTools, "say" | "log">,
  reference: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Cancelled) return undefined;
    if (!(thrown instanceof ProblemError)) throw thrown; // a bug: VS Code shows it with its stack
    tools.log(`attach to ${reference}: ${JSON.stringify(thrown.problem)}`);
    tools.say(thrown.problem);
    return undefined;
  }
}

/** Folders of the user's own sources: the session's first, then the others. */
export function sourceFolders(folder: vscode.WorkspaceFolder | undefined): readonly string[] {
  const all = [folder, ...(vscode.workspace.workspaceFolders ?? [])];
  return [...new Set(all.flatMap((one) => (one?.uri.scheme === "file" ? [one.uri.fsPath] : [])))];
}
