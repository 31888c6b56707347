/** *Attach now* above each configuration that names a task of a space. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { ToStart } from "../commands/attachNow.ts";
import { Command } from "../editor/ids.ts";
import { ProblemError } from "../model/problem.ts";
import { isTuple } from "../model/reference.ts";
import { pickerVariable } from "./choices.ts";
import { entriesOf, rangeOf } from "./documents.ts";
import type { LaunchEntry } from "./fields.ts";
import { lookUpAll } from "./lookup.ts";

class AttachLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly entry: LaunchEntry,
    readonly start: ToStart,
  ) {
    super(range);
  }
}

export class LaunchLenses implements vscode.CodeLensProvider<AttachLens> {
  constructor(
    private readonly engine: Engine,
    /** Something may be named otherwise than before. */
    readonly onDidChangeCodeLenses: vscode.Event<void>,
  ) {}

  provideCodeLenses(document: vscode.TextDocument): AttachLens[] {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString();
    return entriesOf(document).flatMap((entry) => {
      const configuration = startable(entry);
      return configuration ? [new AttachLens(rangeOf(document, entry), entry, { folder, configuration })] : [];
    });
  }

  async resolveCodeLens(lens: AttachLens): Promise<AttachLens> {
    const { t } = vscode.l10n;
    lens.command = { title: `$(debug-alt) ${t("Attach now")}`, command: Command.attachNow, arguments: [lens.start] };
    try {
      const looked = await lookUpAll(this.engine, lens.entry, t);
      const task = looked.find((one) => one.task)?.task;
      const wrong = looked.find((one) => one.finding)?.finding;
      if (task) {
        lens.command.title += `: ${task.name} (${task.tuples.map(({ name, nr }) => `${name}:${nr.toString()}`).join(", ")})`;
      } else if (wrong) lens.command.title = `$(circle-slash) ${wrong.text}`;
    } catch (thrown) {
      if (!(thrown instanceof ProblemError)) throw thrown; // without an engine the attach itself says so
    }
    return lens;
  }
}

/** The configuration of an entry that attaches to a task of a space; absent for every other. */
function startable({ configuration, fields }: LaunchEntry): vscode.DebugConfiguration | undefined {
  const { type, request, name } = configuration;
  if (typeof type !== "string" || request !== "attach") return undefined;
  const isOurs =
    type === "pspace" ||
    fields.some(({ value }) => typeof value === "string" && (isTuple(value) || value.includes(pickerVariable)));
  return isOurs ? { ...configuration, type, request, name: typeof name === "string" ? name : type } : undefined;
}
