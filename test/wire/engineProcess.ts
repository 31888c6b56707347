/** The built engine as a process, and a client's end of its wire. State goes into a private temporary folder. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import type { Handlers } from "../../src/protocol/handlers.ts";
import { notifications, requests } from "../../src/protocol/messages.ts";
import type { WireChange } from "../../src/protocol/wire.ts";

/** Where `npm run build` puts programs; the tests' bundle lies below it. */
export const built = path.resolve(__dirname, "..");

export const requestNames = Object.keys(requests) as (keyof typeof requests)[];

export interface EngineProcess {
  readonly asks: Handlers;
  /** Sends whatever is given, unchecked. */
  readonly askRaw: (method: string, params?: unknown) => Promise<unknown>;
  readonly write: (text: string) => void;
  readonly changes: readonly WireChange[];
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Settles with its exit code or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Closes its stdin, as a client that is gone does. */
  readonly end: () => Promise<number | string>;
}

/** A folder for names and journals, shared by the engines of a test; `remove` takes it away. */
export function temporaryState(): { readonly env: NodeJS.ProcessEnv; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pspace-wire-"));
  const env = {
    ...process.env,
    XDG_STATE_HOME: path.join(folder, "state"),
    XDG_RUNTIME_DIR: path.join(folder, "run"),
    XDG_CONFIG_HOME: path.join(folder, "config"),
  };
  return {
    env,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function startEngine(env: NodeJS.ProcessEnv, words: readonly string[] = []): EngineProcess {
  const child = spawn(process.execPath, [path.join(built, "engine.js"), "--stdio", ...words], {
    stdio: ["pipe", "pipe", "pipe"],
    env,
  });
  child.stderr.resume();
  child.stdin.on("error", () => undefined);
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onError(() => undefined);
  const changes: WireChange[] = [];
  connection.onNotification(notifications.changed, (change) => {
    changes.push(change);
  });
  connection.listen();
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  return {
    asks: asking(connection),
    askRaw: (method, params) => connection.sendRequest(method, params),
    write: (text) => child.stdin.write(text),
    changes,
    child,
    ended,
    end: () => {
      child.stdin.end();
      return ended;
    },
  };
}

function asking(connection: MessageConnection): Handlers {
  const entries = requestNames.map((name) => {
    const { method } = requests[name];
    return [name, (params: unknown) => connection.sendRequest(method, ...(params === undefined ? [] : [params]))];
  });
  return Object.fromEntries(entries) as Handlers;
}
