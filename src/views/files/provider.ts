/** A task's files as VS Code's: read-only, asked of the engine, which never lets a link lead out of the task's root. */
import * as vscode from "vscode";
import type { Engine } from "../../client/engine.ts";
import type { EntryKind } from "../../model/belowRoot.ts";
import { requests } from "../../protocol/messages.ts";
import type { WireBelow } from "../../protocol/wire.ts";
import { filesScheme, ownerOf } from "./address.ts";

/** Bytes beyond which a file is not opened. */
const most = 64 * 1024 * 1024;

type Found = Extract<WireBelow, { is: EntryKind }>;

const types: Readonly<Record<EntryKind, vscode.FileType>> = {
  file: vscode.FileType.File,
  folder: vscode.FileType.Directory,
  other: vscode.FileType.Unknown,
};

export function registerTaskFiles(engine: Engine): vscode.Disposable {
  return vscode.workspace.registerFileSystemProvider(filesScheme, new TaskFiles(engine), {
    isCaseSensitive: true,
    isReadonly: true,
  });
}

/** Fails as VS Code's file systems do. */
export class TaskFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event; // nobody tells

  constructor(private readonly engine: Engine) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { is, size, changed } = await this.#ask(uri, "about");
    return { type: types[is], size, mtime: changed, ctime: changed, permissions: vscode.FilePermission.Readonly };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { entries = [] } = await this.#ask(uri, "folder");
    return entries.map(({ name, kind }) => [name, types[kind]]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let offset = 0;
    for (;;) {
      const { bytes = "" } = await this.#ask(uri, "bytes", offset);
      const part = Buffer.from(bytes, "base64");
      if (part.length === 0) return Buffer.concat(parts);
      parts.push(part);
      offset += part.length;
      if (offset > most)
        throw vscode.FileSystemError.Unavailable(vscode.l10n.t("The file is too big to be opened here."));
    }
  }

  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;

  async #ask(uri: vscode.Uri, want: string, offset = 0): Promise<Found> {
    const owner = ownerOf(uri.query);
    if (!owner) throw vscode.FileSystemError.FileNotFound(uri);
    const answer = await this.engine.ask(requests.below, { ...owner, path: uri.path, want, offset });
    if (isFound(answer)) return answer;
    if (answer.is === "denied") throw vscode.FileSystemError.NoPermissions(uri);
    if (answer.is !== "unknown") throw vscode.FileSystemError.FileNotFound(uri);
    const why = vscode.l10n.t("This machine cannot keep links inside of the task’s root, so nothing is read there.");
    throw vscode.FileSystemError.Unavailable(why);
  }
}

const isFound = (answer: WireBelow): answer is Found => answer.is in types;

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
