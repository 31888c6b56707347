/** A task that is not there yet: waits for it in the engine, with progress and a way to cancel, and has it held and standing still. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { Arrived } from "./attachment.ts";
import { Cancelled, limits, within } from "./limits.ts";
import { attachFailed } from "./proof.ts";

export interface WaitWish {
  readonly space: string;
  readonly match: string;
  /** One that is there already will do. */
  readonly orNow?: boolean;
}

/** Without a limit, for it is a person's wish; a cancelled wait rejects with `Cancelled`, and nobody stays stopped. */
export async function awaitTask(
  { engine, waiting }: { readonly engine: Engine; readonly waiting: Set<WaitWish> },
  wish: WaitWish,
  token?: vscode.CancellationToken,
): Promise<Arrived> {
  const reference = `${wish.space} ${wish.match}`;
  const late = attachFailed({ reference }, "the engine did not begin to wait in time");
  const begun = await within(engine.ask(requests.waitFor, wish), limits.engine, late, undefined);
  if (begun.is !== "waiting") throw new ProblemError({ is: "unresolved", resolution: begun });
  const { wait, how } = begun;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Waiting for {0} in {1}", wish.match, wish.space),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, cancelled) => {
    const end = (): void => {
      void engine.ask(requests.endWait, { wait }).catch(() => undefined); // an engine that has died waits for nobody
    };
    const listening = [cancelled, token].map((one) => one?.onCancellationRequested(end));
    if (token?.isCancellationRequested === true) end();
    if (how !== "events") progress.report({ message: whyMissed(how) });
    waiting.add(wish);
    try {
      const waited = await engine.ask(requests.waited, { wait });
      if (waited.is === "found") return waited;
      if (waited.why === undefined) throw new Cancelled();
      throw new ProblemError(attachFailed({ reference }, waited.why));
    } finally {
      waiting.delete(wish);
      for (const one of listening) one?.dispose();
    }
  });
}

function whyMissed(how: "looks" | "seldom"): string {
  return how === "looks"
    ? vscode.l10n.t("The kernel tells this user no events: its first lines may be missed.")
    : vscode.l10n.t("It cannot be stopped from here: its first lines will be missed.");
}
