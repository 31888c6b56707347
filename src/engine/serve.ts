/** The engine's end of the wire: a language server's connection that answers our own requests too. */
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { ErrorCodes, ResponseError, type RequestType, type RequestType0 } from "vscode-jsonrpc";
import { notifications, requests } from "../protocol/messages.ts";
import type { Handlers } from "../protocol/handlers.ts";
import { whyBadParams } from "../protocol/params.ts";
import type { Engine } from "./engine.ts";
import { tellChanges } from "./handlers.ts";

export interface Served {
  readonly engine: Engine;
  readonly handlers: Handlers;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Answers until the input ends or the client says `exit`; then lets go of everything and ends the process. */
export function serve({ engine, handlers, input, output }: Served): void {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  );
  connection.onInitialize(() => ({ capabilities: {}, serverInfo: { name: "pspace" } }));
  const told = tellChanges(engine, (change) => connection.sendNotification(notifications.changed, change));
  for (const name of Object.keys(requests) as (keyof Handlers)[]) {
    // What a request is told and answered is held together by `Handlers`; a loop cannot say so to the compiler.
    const type = requests[name] as RequestType<unknown, unknown, void> | RequestType0<unknown, void>;
    const answer = handlers[name] as (params: unknown) => Promise<unknown>;
    connection.onRequest(type.method, (params: unknown) => {
      const why = whyBadParams(name, params);
      if (why !== undefined) return new ResponseError(ErrorCodes.InvalidParams, why);
      return answer(params).finally(told.flush); // a generation is told before it is answered with
    });
  }
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= engine.leave().finally(() => {
      engine.stop();
      process.exit(0);
    });
  };
  connection.onExit(end);
  input.on("end", end);
  input.on("close", end);
  connection.listen();
}
