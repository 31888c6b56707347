/**
 * An engine that runs as root for one attach: the same file behind sudo, asked over its own stdio. It plans and opens
 * that one task, runs its debug server or relay, and is gone with the attach.
 */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import type { RequestType, RequestType0 } from "vscode-jsonrpc";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import { ProblemError } from "../model/problem.ts";
import type { Engine } from "./engine.ts";

/** The first words of an engine's greeting. */
export const engineGreeting = /^pspace engine on /m;

/**
 * What root runs: the engine's file for this user, and of our environment only where debuggers are. `node` may be an
 * editor's executable.
 */
export function elevatedCommand(
  node: string,
  file: string,
  user: { readonly uid: number; readonly gid: number },
  environment: NodeJS.ProcessEnv,
): readonly string[] {
  const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const places = ["HOME", "PYTHONPATH", "PSPACE_DEBUGGERS", "PSPACE_SYMBOLS"].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return ["env", path, ...places, "ELECTRON_RUN_AS_NODE=1", node, file, "--stdio", "--for", `${user.uid}:${user.gid}`];
}

/** Milliseconds that it has to close what it had opened. */
const endsWithin = 15_000;

export class ElevatedEngine implements Engine {
  private readonly connection: MessageConnection;
  private readonly ended: Promise<never>;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onError(() => undefined); // the end of the process says more
    this.connection.listen();
    this.ended = new Promise((_, fail) => {
      const end = (): void => {
        fail(new ProblemError({ is: "engineStopped" }));
      };
      child.once("exit", end);
      child.once("error", end);
    });
    this.ended.catch(() => undefined);
  }

  ask<P, R>(request: RequestType<P, R, void>, params: P): Promise<R> {
    return this.orEnded(this.connection.sendRequest<R>(request.method, params));
  }

  ask0<R>(request: RequestType0<R, void>): Promise<R> {
    return this.orEnded(this.connection.sendRequest<R>(request.method));
  }

  /** Resolves when it has ended, or has not within the limit. Root's process is not ours to signal: it ends with its stdin. */
  async close(): Promise<void> {
    this.connection.dispose();
    this.child.stdin.end();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => (timer = setTimeout(done, endsWithin)));
    await Promise.race([this.ended.catch(() => undefined), late]);
    clearTimeout(timer);
  }

  /** A pipe that breaks says less than the end of the process. */
  private orEnded<R>(answer: Promise<R>): Promise<R> {
    return Promise.race([answer.catch((thrown: unknown) => this.endedOr(thrown)), this.ended]);
  }

  private endedOr(thrown: unknown): Promise<never> {
    if (this.child.exitCode !== null || this.child.stdin.destroyed) return this.ended;
    throw thrown;
  }
}
