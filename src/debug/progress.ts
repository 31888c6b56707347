/** Shows that an attach is at work, with a way to cancel it, once it takes longer than a person likes to wait without a sign. */
import * as vscode from "vscode";

/** Milliseconds after which a notification appears. */
const patience = 1_000;

/** Runs `work`; its signal is set when the notification's button or `token` cancels. */
export async function withProgress<T>(
  title: string,
  token: vscode.CancellationToken | undefined,
  work: (cancel: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const listening = token?.onCancellationRequested(() => {
    stop.abort();
  });
  if (token?.isCancellationRequested === true) stop.abort();
  const working = work(stop.signal);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, (_, cancelled) => {
      cancelled.onCancellationRequested(() => {
        stop.abort();
      });
      return working.then(
        () => undefined,
        () => undefined,
      );
    });
  }, patience);
  try {
    return await working;
  } finally {
    clearTimeout(timer);
    listening?.dispose();
  }
}
