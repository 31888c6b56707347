/** Registers the table of commands. */
import * as vscode from "vscode";
import { sayProblem } from "../editor/say.ts";
import { ProblemError } from "../model/problem.ts";
import type { CommandId } from "../editor/ids.ts";
import { lostRow } from "./target.ts";

/** What a command does; gets what was clicked, or the configuration where it stands for a variable. */
export type Action = (argument?: unknown) => unknown;

/**
 * A click on a row comes with two arguments, of which VS Code loses the first while it asks for the rows again. From the
 * palette there is none, and for a variable one.
 */
function clicked(given: readonly unknown[]): unknown {
  return given.length > 1 && (given[0] ?? undefined) === undefined ? lostRow : given[0];
}

/** The one place where a command's failure becomes something a person reads. */
export function registerCommands(table: Readonly<Record<CommandId, Action>>): vscode.Disposable {
  const guarded =
    (action: Action) =>
    async (...given: readonly unknown[]): Promise<unknown> => {
      try {
        return await action(clicked(given));
      } catch (thrown) {
        if (!(thrown instanceof ProblemError)) throw thrown; // a bug: let VS Code log it with its stack
        sayProblem(thrown.problem);
        return undefined;
      }
    };
  return vscode.Disposable.from(
    ...Object.entries(table).map(([id, action]) => vscode.commands.registerCommand(id, guarded(action))),
  );
}
