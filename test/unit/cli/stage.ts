/** A stage for the command line without an engine: what is asked is answered by the test, what is printed is kept. */
import type { Handlers } from "../../../src/protocol/handlers.ts";
import type { WireChange, WireSpace, WireTask } from "../../../src/protocol/wire.ts";
import type { Outcome } from "../../../src/cli/outcome.ts";
import { programFor, runLine } from "../../../src/cli/program.ts";
import { runAct } from "../../../src/cli/runner.ts";

export interface Answers {
  readonly asks?: Partial<Handlers>;
  readonly changes?: readonly WireChange[];
}

export interface Ran extends Outcome {
  readonly printed: string;
  /** Whether an engine was opened, and then closed. */
  readonly engine: "never" | "open" | "closed";
}

/** Runs one line; a request without an answer is a failure of the engine. */
export async function runWords(words: readonly string[], { asks = {}, changes = [] }: Answers = {}): Promise<Ran> {
  let printed = "";
  let engine: Ran["engine"] = "never";
  let outcome: Outcome | undefined;
  const print = (text: string): Promise<void> => {
    printed += text;
    return Promise.resolve();
  };
  const handlers = new Proxy(asks as Handlers, {
    get: (given, name): unknown => {
      const answer: unknown = Reflect.get(given, name);
      return answer ?? (() => Promise.reject(new Error(`nobody answers ${String(name)}`)));
    },
  });
  const open = () => {
    engine = "open";
    let lose: (why: string) => void = () => undefined;
    return Promise.resolve({
      asks: handlers,
      onChange: (tell: (change: WireChange) => void) => {
        changes.slice(0, 2).forEach(tell);
        setImmediate(() => {
          changes.slice(2).forEach(tell);
          lose("the test is over");
        });
      },
      lost: new Promise<string>((settle) => (lose = settle)),
      commandFor: (command: readonly string[]) => command,
      close: () => {
        engine = "closed";
        return Promise.resolve();
      },
    });
  };
  const serve = (proc?: string) => print(`served ${String(proc)}\n`);
  const program = programFor(async (options, act) => {
    outcome = await runAct({ open, print, serve }, options, act);
  }, "1.2.3");
  const refused = await runLine(program, words);
  return { ...(refused ?? outcome ?? { exit: -1 }), printed, engine };
}

export const hostSpace: WireSpace = {
  id: "host",
  identity: "host",
  name: "host",
  reference: "host",
  flags: { virtualPids: true, allSeeing: true },
  numbering: "host",
  pidns: "pid:[4026531836]",
  tasks: 200,
  provenance: "kernel",
};

export const webSpace: WireSpace = {
  id: "pid:[4026532500]",
  identity: "77",
  name: "web",
  reference: "web",
  runtime: "docker",
  container: "3f2a",
  parent: "host",
  flags: { virtualPids: true, allSeeing: false },
  numbering: "pid:[4026532500]",
  pidns: "pid:[4026532500]",
  tasks: 3,
  provenance: "runtime",
};

export const agentSpace: WireSpace = {
  ...webSpace,
  id: "docker://77",
  identity: "docker://77",
  name: "agent",
  reference: "agent",
  flags: { virtualPids: false, allSeeing: true },
  numbering: "host",
};

/** Task 17 of web, 7022 outside. */
export const worker: WireTask = {
  id: "boot/99/7022",
  name: "node",
  state: "S",
  uid: 1000,
  command: ["node", "worker.js"],
  start: "2026-01-01T10:00:00.000Z",
  pid: { space: webSpace.id, nr: 17 },
  host: { space: "host", nr: 7022 },
  tuples: [
    { space: "host", nr: 7022, name: "host", provenance: "kernel" },
    { space: webSpace.id, nr: 17, name: "web", provenance: "kernel" },
  ],
  member: webSpace.id,
};
