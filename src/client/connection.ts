/**
 * Process 1's end of the wire: runs the engine as a process of its own, speaks with it over stdio, and
 * starts it again with growing pauses when it dies. What was asked meanwhile waits for the next engine;
 * what was under way is answered with `engineStopped`.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as vscode from "vscode";
import type { RequestType, RequestType0 } from "vscode-jsonrpc";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageclient/node";
import { ProblemError } from "../model/problem.ts";
import { notifications, requests } from "../protocol/messages.ts";
import type { WireChange, WireHeld, WireWaited } from "../protocol/wire.ts";
import { afterDeath, patient } from "./backOff.ts";
import type { Engine } from "./engine.ts";

/** How the engine fares. `waiting`: it died and will be started again; `failed`: it died too often, a person must ask. */
export type Health = "off" | "starting" | "ready" | "waiting" | "failed";

export interface EngineProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface ConnectionParts {
  /** Asked at each start, so that changed settings count. */
  readonly program: () => EngineProgram;
  readonly log: vscode.LogOutputChannel;
}

interface Life {
  readonly client: LanguageClient;
  readonly since: number;
  /** What this engine holds for us. */
  readonly holds: Set<number>;
  child?: ChildProcess;
  over: boolean;
  /** What is to be told when the life is over: the questions under way. */
  readonly waiting: Set<() => void>;
}

function newLife(client: LanguageClient): Life {
  return { client, since: Date.now(), holds: new Set(), waiting: new Set(), over: false };
}

/** Its answer, unless the life ends first: asked in the moment of its death, a language client answers never. */
function answered<R>(life: Life, answer: Promise<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      reject(stopped());
    };
    life.waiting.add(end);
    void answer.then(resolve, reject).finally(() => life.waiting.delete(end));
  });
}

/** To another engine than the one that gave the hold these say nothing: it is let go of already. */
const farewells: ReadonlySet<string> = new Set([requests.release.method, requests.close.method]);

const stopped = (): ProblemError => new ProblemError({ is: "engineStopped" });

/** Those whose answer gives a hold. */
const holding: ReadonlySet<string> = new Set([requests.hold.method, requests.waited.method]);

function remember(answer: WireHeld | WireWaited, holds: Set<number>): void {
  if (answer.is === "found") holds.add(answer.hold);
}

/** The hold that a question is about. */
function holdIn(params: unknown): number | undefined {
  if (typeof params !== "object" || params === null || !("hold" in params)) return undefined;
  return typeof params.hold === "number" ? params.hold : undefined;
}

export class Connection implements Engine, vscode.Disposable {
  readonly #healthChanged = new vscode.EventEmitter<Health>();
  readonly #changed = new vscode.EventEmitter<WireChange>();
  readonly #died = new vscode.EventEmitter<Health>();
  #health: Health = "off";
  #life: Life | undefined;
  #backOff = patient;
  #timer: NodeJS.Timeout | undefined;

  readonly onHealth = this.#healthChanged.event;
  /** What the engine tells while it is asked to watch. */
  readonly onChange = this.#changed.event;
  /** The engine ended by itself; says how it goes on: `waiting` or `failed`. */
  readonly onDied = this.#died.event;

  constructor(private readonly parts: ConnectionParts) {}

  get health(): Health {
    return this.#health;
  }

  /** The process number of the engine, in the space that the extension host runs in; for tests and the status. */
  get engineProcess(): ChildProcess | undefined {
    return this.#life?.child;
  }

  /** Resolves when the engine answers, or when it is known that it will not. */
  async start(): Promise<void> {
    if (this.#life && !this.#life.over) return;
    clearTimeout(this.#timer);
    const life: Life = newLife(this.#client(() => life));
    this.#life = life;
    this.#become("starting");
    try {
      await life.client.start();
      if (!life.over) this.#become("ready");
    } catch (error) {
      this.parts.log.error(`The engine did not start: ${String(error)}`);
      this.#end(life);
    }
  }

  /** Starts it afresh, as asked for by a person: what went wrong before is forgiven. */
  async restart(): Promise<void> {
    this.#backOff = patient;
    const life = this.#life;
    if (life && !life.over) await this.#stop(life);
    await this.start();
  }

  ask<P, R>(request: RequestType<P, R, void>, params: P): Promise<R> {
    return this.#send(async ({ client, holds }) => {
      const hold = holdIn(params);
      // Asked of the next engine, it would say that the task is gone: it is only the hold that is.
      if (hold !== undefined && !holds.has(hold) && !farewells.has(request.method)) throw stopped();
      const answer = await client.sendRequest<R>(request.method, params);
      if (holding.has(request.method)) remember(answer as WireHeld | WireWaited, holds);
      return answer;
    });
  }

  ask0<R>(request: RequestType0<R, void>): Promise<R> {
    return this.#send(({ client }) => client.sendRequest(request.method));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    if (this.#life && !this.#life.over) void this.#stop(this.#life);
    this.#health = "off";
    vscode.Disposable.from(this.#healthChanged, this.#changed, this.#died).dispose();
  }

  async #send<R>(send: (life: Life) => Promise<R>): Promise<R> {
    const life = await this.#ready();
    try {
      const answer = await answered(life, send(life));
      if (life.over) throw stopped(); // a language client starts its server again by itself when asked too late
      return answer;
    } catch (error) {
      if (life.over || !life.client.isRunning()) throw stopped();
      throw error;
    }
  }

  /** The engine that answers, once there is one. */
  #ready(): Promise<Life> {
    return new Promise((resolve, reject) => {
      const settled = (): boolean => {
        if (this.#health === "ready" && this.#life) resolve(this.#life);
        else if (this.#health === "failed" || this.#health === "off") reject(stopped());
        else return false;
        return true;
      };
      if (settled()) return;
      const listening = this.onHealth(() => {
        if (settled()) listening.dispose();
      });
    });
  }

  #client(lifeOf: () => Life): LanguageClient {
    const { log } = this.parts;
    const client = new LanguageClient("pspace", "PID Spaces", () => this.#spawn(lifeOf()), {
      outputChannel: log,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Shutdown, handled: true }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
      },
    });
    client.onNotification(notifications.changed.method, (change: WireChange) => {
      this.#changed.fire(change);
    });
    return client;
  }

  async #spawn(life: Life): Promise<{ reader: StreamMessageReader; writer: StreamMessageWriter; detached: boolean }> {
    const { command, args, env } = this.parts.program();
    const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
    life.child = child;
    child.stderr.on("data", (text: Buffer) => {
      this.parts.log.info(text.toString().trimEnd());
    });
    child.stdin.on("error", () => undefined); // the end of the process says more
    child.once("exit", (code, signal) => {
      this.parts.log.warn(`The engine ended: ${signal ?? `code ${String(code)}`}`);
      this.#end(life);
    });
    await once(child, "spawn"); // rejects when there is no such program
    return {
      reader: new StreamMessageReader(child.stdout),
      writer: new StreamMessageWriter(child.stdin),
      detached: true,
    };
  }

  /** A life is over that nobody ended on purpose. */
  #end(life: Life): void {
    if (life.over) return;
    this.#bury(life);
    const { next, wait } = afterDeath(this.#backOff, Date.now() - life.since);
    this.#backOff = next;
    if (wait !== undefined) {
      this.#timer = setTimeout(() => {
        void this.start();
      }, wait);
    }
    this.#become(wait === undefined ? "failed" : "waiting");
    this.#died.fire(this.#health);
  }

  async #stop(life: Life): Promise<void> {
    const answered = life.client.isRunning() ? life.client.stop(2_000).catch(() => undefined) : undefined;
    life.over = true;
    this.#become("off");
    await answered;
    this.#bury(life);
  }

  #bury(life: Life): void {
    life.over = true;
    for (const end of life.waiting) end();
    life.child?.kill();
    life.client.dispose().catch(() => undefined); // says what we know: it is not running
  }

  #become(health: Health): void {
    if (health === this.#health) return;
    this.#health = health;
    this.#healthChanged.fire(health);
  }
}
