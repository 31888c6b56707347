/** Asks a person for the right to run the small part as root: thin, over VS Code's own dialogs. Who decides is lift.ts. */
import * as vscode from "vscode";
import { elevatedCommand, ElevatedEngine, engineGreeting } from "../client/elevated.ts";
import { engineProgram, readElevation } from "../editor/settings.ts";
import { elevate } from "../hosts/elevation.ts";
import type { Lift, LiftAsk, Lifted } from "./lift.ts";

async function isAgreed({ reference, why }: LiftAsk): Promise<boolean> {
  const yes = vscode.l10n.t("Attach Elevated");
  const text = vscode.l10n.t("Attach to {0} with the rights of root?", reference);
  const detail = vscode.l10n.t(
    "{0} The debug server and what reaches its port would run as root; the editor and the debug adapter would not.",
    why,
  );
  return (await vscode.window.showWarningMessage(text, { modal: true, detail }, yes)) === yes;
}

/** VS Code's own box, which shows dots. What is typed goes to sudo and nowhere else. */
async function askPassword({ reference, cancel }: LiftAsk, attempt: number): Promise<string | undefined> {
  const token = new vscode.CancellationTokenSource();
  const stop = (): void => {
    token.cancel();
  };
  cancel.addEventListener("abort", stop, { once: true });
  const prompt =
    attempt === 1
      ? vscode.l10n.t("Your password, for sudo: {0} takes the rights of root.", reference)
      : vscode.l10n.t("That was not it. Your password, for sudo: {0} takes the rights of root.", reference);
  try {
    const title = vscode.l10n.t("Attach Elevated");
    return await vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true }, token.token);
  } finally {
    cancel.removeEventListener("abort", stop);
    token.dispose();
  }
}

async function start(file: string, asked: LiftAsk): Promise<Lifted> {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const ended = await elevate({
    command: elevatedCommand(process.execPath, file, { uid, gid }, engineProgram(file).env),
    greeting: engineGreeting,
    ask: (attempt) => askPassword(asked, attempt),
    node: process.execPath,
    environment: process.env,
    cancel: asked.cancel,
  });
  if (ended.is !== "started") return { is: "not", why: ended.why };
  const engine = new ElevatedEngine(ended.child);
  return { is: "lifted", engine, close: () => engine.close() };
}

/** `file`: the engine's. Settles when a person has answered. */
export function elevationBy(file: string): Lift {
  return async (asked) => {
    const wish = readElevation();
    if (wish === "never") return { is: "off" };
    if (wish === "ask" && !(await isAgreed(asked))) return { is: "not", why: vscode.l10n.t("it was declined") };
    return start(file, asked);
  };
}
