/**
 * Logs that are too big for VS Code to show to any extension (more than 50 million characters) are opened in parts: a
 * read-only text of a megabyte, from line to line, with the way to the part before and after it.
 */
import { open } from "node:fs/promises";
import * as vscode from "vscode";
import { Command } from "../editor/ids.ts";
import { partAt, partSize, wholeLines, type Part } from "./partAt.ts";

export const partScheme = "pspace-part";

/** Which part of which file. */
export interface PartAt {
  readonly uri: string;
  /** Counted from 0; -1 is the last. */
  readonly number: number;
}

export class Parts implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider {
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const handle = await open(uri.fsPath, "r");
    try {
      const { size } = await handle.stat();
      const part = partOf(uri, size);
      const bytes = Buffer.alloc(part.to - part.from);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, part.from);
      return wholeLines(bytes.subarray(0, bytesRead), part, size);
    } finally {
      await handle.close();
    }
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { size } = await vscode.workspace.fs.stat(fileOf(document.uri));
    const part = partOf(document.uri, size);
    const t = vscode.l10n.t;
    const to = (line: number, title: string, number: number): vscode.CodeLens => {
      const at: PartAt = { uri: fileOf(document.uri).toString(), number };
      return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
        title,
        command: Command.openPart,
        arguments: [at],
      });
    };
    const last = Math.max(0, document.lineCount - 1);
    return [
      ...(part.from > 0 ? [to(0, t("Part before"), part.number - 1), to(0, t("First part"), 0)] : []),
      ...(part.to < size ? [to(last, t("Part after"), part.number + 1), to(last, t("Last part"), -1)] : []),
    ];
  }
}

/** The address of a part, counted from 0; -1 is the last. */
export function partUri(file: vscode.Uri, number: number): vscode.Uri {
  return file.with({ scheme: partScheme, query: number.toString() });
}

/** The file that a part is of. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  return uri.scheme === partScheme ? uri.with({ scheme: "file", query: "" }) : uri;
}

const partOf = (uri: vscode.Uri, size: number): Part => partAt(Number(uri.query), size, partSize);

export function registerParts(): vscode.Disposable {
  const parts = new Parts();
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(partScheme, parts),
    vscode.languages.registerCodeLensProvider({ scheme: partScheme }, parts),
  );
}
