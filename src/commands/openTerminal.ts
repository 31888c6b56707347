/** Open a terminal inside a space: in all of its namespaces. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WireSpace } from "../protocol/wire.ts";
import { spaceVariable } from "../views/terminal/links.ts";

/** Runs the best shell that is there, without a word about those that are not. */
const shell = ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; exec sh"];

export async function openTerminal(engine: Engine, space: WireSpace): Promise<vscode.Terminal> {
  const answer = await engine.ask(requests.enter, { space: space.id });
  if (answer.is !== "found") throw new ProblemError({ is: "unresolved", resolution: answer });
  const [program, ...rest] = [...answer.prefix, ...shell];
  const terminal = vscode.window.createTerminal({
    name: space.name,
    iconPath: new vscode.ThemeIcon("vm"),
    env: { [spaceVariable]: space.reference },
    ...(program === undefined ? {} : { shellPath: program, shellArgs: rest }),
  });
  terminal.show();
  return terminal;
}
