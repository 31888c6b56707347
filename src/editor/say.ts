/** Says a problem to a person: the half of prose.ts that has buttons. */
import * as vscode from "vscode";
import type { Problem } from "../model/problem.ts";
import { sentenceFor, type Sentence } from "./prose.ts";

/** Shows the sentence and does what is chosen; resolves at once, not when a person has read it. */
export function sayProblem(problem: Problem): void {
  saySentence(sentenceFor(problem, vscode.l10n.t));
}

export function saySentence({ text, severity, offer }: Sentence): void {
  const show = severity === "error" ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
  void show(text, ...offer.map((way) => way.title)).then((chosen) => {
    const way = offer.find(({ title }) => title === chosen);
    if (way) return vscode.commands.executeCommand(way.command, ...(way.argument === undefined ? [] : [way.argument]));
    return undefined;
  });
}
