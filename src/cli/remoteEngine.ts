/** An engine on another host: the text of out/engine.js over stdin of a bare node behind the host's prefix, and the protocol after it. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import {
  createMessageConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import { Greeted } from "../hosts/greeted.ts";
import type { Host } from "../hosts/host.ts";
import { loaderCommand } from "../hosts/loader.ts";
import type { Handlers } from "../protocol/handlers.ts";
import { notifications, requests } from "../protocol/messages.ts";
import type { OpenEngine } from "./use.ts";

/** How much of the far side's stderr is kept for a sentence. */
const keptWords = 2000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Rejects never by itself: an engine that does not start fails the first question. */
export function openRemoteEngine(host: Host, proc: string | undefined): OpenEngine {
  const text = readFileSync(path.join(__dirname, "engine.js"));
  const args = ["--stdio", ...(proc === undefined ? [] : ["--proc", proc])];
  const [program = "", ...rest] = host.commandFor(loaderCommand(text.length, args));
  const child = spawn(program, rest, { stdio: ["pipe", "pipe", "pipe"] });
  const { lost, lose } = losing();
  watchOver(child, host, lose);
  child.stdin.write(text);
  const greeted = child.stdout.pipe(new Greeted());
  greeted.on("error", () => undefined); // told when the child ends, with what it said
  const connection = createMessageConnection(new StreamMessageReader(greeted), new StreamMessageWriter(child.stdin));
  connection.onError(() => undefined);
  connection.listen();
  return {
    asks: handlersOf(connection, lost),
    onChange: (tell) => void connection.onNotification(notifications.changed, tell),
    lost,
    commandFor: (words) => host.commandFor(words, process.stdin.isTTY),
    close: () => {
      connection.dispose();
      child.stdin.end();
      child.kill();
      return Promise.resolve();
    },
  };
}

function losing(): { readonly lost: Promise<string>; readonly lose: (why: string) => void } {
  let lose: (why: string) => void = () => undefined;
  const lost = new Promise<string>((settle) => (lose = settle));
  return { lost, lose };
}

/** Says why the far side is gone in its own last words, where it had some. */
function watchOver(child: Child, host: Host, lose: (why: string) => void): void {
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    words = (words + chunk).slice(-keptWords);
  });
  child.stdin.on("error", () => undefined);
  child.on("error", (error) => {
    lose(`${host.name} cannot be reached: ${error.message}`);
  });
  child.on("close", (code) => {
    const last = words.trim().split("\n").at(-1) ?? "";
    lose(`${host.name} ended with ${String(code)}${last === "" ? "" : `: ${last}`}`);
  });
}

const brokenPipe = new Set<number>([ErrorCodes.MessageWriteError, ErrorCodes.PendingResponseRejected]);

/** Whether the far side said so; else the pipe broke, which the far side's end explains better. */
function isAnswer(error: unknown): error is ResponseError<unknown> {
  return error instanceof ResponseError && !brokenPipe.has(error.code);
}

/** The table of handlers, each of which asks over the connection and fails when the far side is lost. */
function handlersOf(connection: MessageConnection, lost: Promise<string>): Handlers {
  const failing = lost.then((why) => {
    throw new Error(why);
  });
  failing.catch(() => undefined);
  const entries = Object.entries(requests).map(([name, request]) => {
    const ask = (params: unknown): Promise<unknown> => {
      const asked =
        params === undefined ? connection.sendRequest(request.method) : connection.sendRequest(request.method, params);
      return Promise.race([
        asked.catch((error: unknown) => (isAnswer(error) ? Promise.reject(error) : failing)),
        failing,
      ]);
    };
    return [name, ask];
  });
  return Object.fromEntries(entries) as Handlers;
}
