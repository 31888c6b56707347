/** Give a space without a name one of the person's own, kept by the space's identity. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { nameRefused } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";
import { ProblemError } from "../model/problem.ts";
import { parseSpace } from "../model/reference.ts";
import { requests } from "../protocol/messages.ts";
import type { WireSpace } from "../protocol/wire.ts";

/** An empty name takes the name back. */
export async function nameSpace(engine: Engine, spaces: Spaces, space: WireSpace): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("Name for {0}", space.name),
    prompt: vscode.l10n.t("Letters, digits, dots, dashes and underscores. Nothing takes the name back."),
    value: /^[A-Za-z_]/.test(space.name) ? space.name : "",
    validateInput: (value) => wrongName(value),
  });
  if (name === undefined) return;
  const refused = await giveName(engine, space, name);
  if (refused !== undefined) saySentence(nameRefused(name, refused, vscode.l10n.t));
  else await spaces.refresh();
}

/** Names it, or takes its name back when `name` is empty; says why when the engine would not. */
export async function giveName(engine: Engine, space: WireSpace, name: string): Promise<string | undefined> {
  const answer = await engine.ask(requests.name, { space: space.id, ...(name === "" ? {} : { name }) });
  if (answer.is === "named") return undefined;
  if (answer.is === "refused") return answer.why;
  throw new ProblemError({ is: "unresolved", resolution: answer });
}

function wrongName(value: string): string | undefined {
  if (value === "") return undefined;
  const read = parseSpace(value);
  if ("bad" in read) return read.bad;
  return read.steps.length === 1 && read.steps[0]?.by === "name"
    ? undefined
    : vscode.l10n.t("This is not a plain name.");
}
