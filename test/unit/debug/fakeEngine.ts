/** An engine whose answers the test decides, by message; what was asked is kept in order. */
import type { RequestType, RequestType0 } from "vscode-jsonrpc";
import type { Engine } from "../../../src/client/engine.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import type { WireTask, WireWay } from "../../../src/protocol/wire.ts";

export type Answers = Readonly<Record<string, unknown>>;

export class FakeEngine implements Engine {
  readonly asked: string[] = [];

  /** By the message's last word (`hold`, `plan`); a missing one is an engine that has stopped, a function is given what was asked. */
  constructor(private readonly answers: Answers) {}

  ask<P, R>(request: RequestType<P, R, void>, params: P): Promise<R> {
    return this.answer(request.method, params) as Promise<R>;
  }

  ask0<R>(request: RequestType0<R, void>): Promise<R> {
    return this.answer(request.method, undefined) as Promise<R>;
  }

  private answer(method: string, params: unknown): Promise<unknown> {
    const name = method.replace("pspace/", "");
    this.asked.push(name);
    const answer = this.answers[name];
    if (answer === undefined) return Promise.reject(new ProblemError({ is: "engineStopped" }));
    return Promise.resolve(typeof answer === "function" ? (answer as (asked: unknown) => unknown)(params) : answer);
  }
}

export const self = "host";

export function taskOf(nr: number, more: Partial<WireTask> = {}): WireTask {
  const host = { space: "host", nr };
  return {
    id: `task-${nr.toString()}`,
    name: "node",
    state: "S",
    uid: 0,
    command: ["node", "/app/worker.js"],
    start: "2026-11-25T00:00:00.00Z",
    pid: host,
    host,
    tuples: [
      { ...host, name: "host", provenance: "kernel" },
      { space: "pid:[7]", nr: 17, name: "web", provenance: "kernel" },
    ],
    member: "pid:[7]",
    ...more,
  };
}

const open = { open: true, why: "", settings: {} };

export function planWith(gates: object = {}): unknown {
  const plan = {
    task: "web:17",
    debugger: "lldb-dap",
    gates: { number: open, permission: open, files: open, port: open, ...gates },
  };
  return { is: "planned", plan };
}

export function wayWith(more: Partial<WireWay> = {}): WireWay {
  return { is: "opened", type: "pspace", configuration: {}, proof: { by: "tracer" }, ...more };
}

/** Everything goes well, up to the way in. */
export function goodAnswers(way: WireWay): Answers {
  return {
    hold: { is: "found", hold: 3, tuple: "web:17", task: taskOf(7022) },
    release: null,
    close: null,
    plan: planWith(),
    open: way,
    spaces: { generation: 1, self, spaces: [] },
    guard: { is: "same" },
    connectionOwner: { uid: process.getuid?.() },
  };
}
