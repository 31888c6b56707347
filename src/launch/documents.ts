/** Which documents hold launch configurations, and how their offsets are VS Code's ranges. */
import * as vscode from "vscode";
import { entriesIn, type LaunchEntry } from "./fields.ts";

/** Of the workspace, of a folder, of a user. */
export const selector: vscode.DocumentSelector = [
  { pattern: "**/.vscode/launch.json" },
  { pattern: "**/*.code-workspace" },
  { pattern: "**/settings.json" },
];

export function isLaunchDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(selector, document) > 0;
}

export function entriesOf(document: vscode.TextDocument): readonly LaunchEntry[] {
  return entriesIn(document.getText(), document.uri.path);
}

export function rangeOf(
  document: vscode.TextDocument,
  { offset, length }: { readonly offset: number; readonly length: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
