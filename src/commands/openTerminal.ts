/** Open a terminal inside a space: in all of its namespaces, or in those that a person chooses. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WireSpace } from "../protocol/wire.ts";
import { namespaceChoices, namespaceKinds, type NamespaceChoice, type NamespaceKind } from "./namespaceChoices.ts";
import { spaceVariable } from "../views/terminal/links.ts";

/** Runs the best shell that is there, without a word about those that are not. */
const shell = ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; exec sh"];

/** Asks for the namespaces first; absent when the person changed their mind. */
export async function openTerminalWith(engine: Engine, space: WireSpace): Promise<vscode.Terminal | undefined> {
  const chosen = await vscode.window.showQuickPick([...namespaceChoices(vscode.l10n.t)], {
    title: vscode.l10n.t("Enter which namespaces of {0}?", space.name),
    canPickMany: true,
  });
  return chosen && openTerminal(engine, space, chosen.length === namespaceKinds.length ? undefined : kindsOf(chosen));
}

const kindsOf = (chosen: readonly NamespaceChoice[]): readonly NamespaceKind[] =>
  chosen.map(({ namespace }) => namespace);

/** `namespaces` absent: all that differ from ours. The terminal speaks in the space's numbers where it is in its `pid`. */
export async function openTerminal(
  engine: Engine,
  space: WireSpace,
  namespaces?: readonly NamespaceKind[],
): Promise<vscode.Terminal> {
  const answer = await engine.ask(requests.enter, { space: space.id, ...(namespaces ? { namespaces } : {}) });
  if (answer.is !== "found") throw new ProblemError({ is: "unresolved", resolution: answer });
  const [program, ...rest] = [...answer.prefix, ...shell];
  const isNumbering = namespaces?.includes("pid") ?? true;
  const terminal = vscode.window.createTerminal({
    name: namespaces ? `${space.name} (${namespaces.join(", ")})` : space.name,
    iconPath: new vscode.ThemeIcon("vm"),
    env: isNumbering ? { [spaceVariable]: space.reference } : {},
    ...(program === undefined ? {} : { shellPath: program, shellArgs: rest }),
  });
  terminal.show();
  return terminal;
}
