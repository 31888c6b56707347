/** The status bar item: how many spaces there are, and how the engine fares. */
import * as vscode from "vscode";
import type { Connection, Health } from "../client/connection.ts";
import type { Spaces } from "../client/spaces.ts";
import { Command } from "./ids.ts";
import type { Translate } from "./words.ts";

export function showStatus(connection: Connection, spaces: Spaces): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("pspace.status", vscode.StatusBarAlignment.Left);
  item.name = "PID Spaces";
  const draw = (): void => {
    const { text, hint, command } = statusOf(connection.health, spaces.picture.spaces.size, vscode.l10n.t);
    item.text = text;
    item.tooltip = hint;
    item.command = command;
    item.accessibilityInformation = { label: hint };
    item.backgroundColor =
      connection.health === "failed" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
  };
  draw();
  item.show();
  return vscode.Disposable.from(item, connection.onHealth(draw), spaces.onRepainted(draw));
}

/** What it says; pure. */
export function statusOf(
  health: Health,
  spaces: number,
  t: Translate,
): { readonly text: string; readonly hint: string; readonly command: string } {
  switch (health) {
    case "ready":
      return {
        text: spaces === 0 ? "$(server-environment) PID Spaces" : `$(server-environment) ${spaces.toString()}`,
        hint: t("PID Spaces: {0} spaces on this machine", spaces),
        command: Command.findTask,
      };
    case "failed":
      return {
        text: "$(error) PID Spaces",
        hint: t("PID Spaces: the engine is not running"),
        command: Command.restartEngine,
      };
    case "off":
    case "starting":
    case "waiting":
      return {
        text: "$(sync~spin) PID Spaces",
        hint: t("PID Spaces: the engine is being started"),
        command: Command.showLog,
      };
  }
}
