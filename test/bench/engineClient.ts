/** A client of the built engine over stdio, as the extension is one; without an editor. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { ParamsOf } from "../../src/protocol/handlers.ts";
import { notifications, requests } from "../../src/protocol/messages.ts";
import type { WireChange, WireMap, WireResolution } from "../../src/protocol/wire.ts";
import type { WireReading } from "../../src/protocol/wireText.ts";

export interface EngineClient {
  readonly nr: number;
  readonly spaces: () => Promise<WireMap>;
  readonly resolve: (tuple: string, seenFrom: string) => Promise<WireResolution>;
  /** A request that does nothing. */
  readonly nothing: () => Promise<null>;
  readonly text: (asked: ParamsOf<"text">) => Promise<WireReading>;
  readonly watch: (tell: (change: WireChange) => void) => Promise<void>;
  readonly end: () => Promise<void>;
}

export async function startEngine(engine: string, environment: NodeJS.ProcessEnv): Promise<EngineClient> {
  const child = spawn(process.execPath, [engine, "--stdio"], { env: environment, stdio: ["pipe", "pipe", "ignore"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  return {
    nr: child.pid ?? 0,
    spaces: () => connection.sendRequest(requests.spaces),
    resolve: (tuple, seenFrom) => connection.sendRequest(requests.resolve, { tuple, seenFrom }),
    nothing: () => connection.sendRequest(requests.release, { hold: 0 }),
    text: (asked) => connection.sendRequest(requests.text, asked),
    watch: async (tell) => {
      connection.onNotification(notifications.changed, tell);
      await connection.sendRequest(requests.watch, { on: true });
    },
    end: async () => {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
      connection.dispose();
    },
  };
}
