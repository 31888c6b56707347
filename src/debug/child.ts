/** A program that we start for an attach: a debug server, a relay or an adapter. Knows its last words and its end; kills nothing by itself. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import type { WirePid } from "../protocol/wire.ts";

/** How much of what a program complains about is kept. */
const keep = 4096;

export class Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves, never rejects, when it has ended or could not be started: one sentence that says how. */
  readonly ended: Promise<string>;
  private complaints = "";

  constructor(command: readonly string[]) {
    const [program = "", ...words] = command;
    this.process = spawn(program, words, { stdio: "pipe", env: cleanEnvironment(process.env) });
    this.process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.complaints = (this.complaints + text).slice(-keep);
    });
    this.process.stdin.on("error", () => undefined); // it may end first; `ended` tells
    const name = programOf(command);
    this.ended = new Promise((done) => {
      this.process.on("error", (error) => {
        done(`${name} could not be started: ${error.message}`);
      });
      this.process.on("exit", (code, signal) => {
        void this.lastComplaint().then(() => {
          done(this.sayEnd(name, code, signal));
        });
      });
    });
  }

  /** What it wrote last may arrive after its end; a grandchild that keeps the stream open is not waited for. */
  private lastComplaint(): Promise<void> {
    const { stderr } = this.process;
    return new Promise((done) => {
      if (stderr.readableEnded || stderr.destroyed) done();
      stderr.once("close", done);
      setTimeout(done, 1_000).unref();
    });
  }

  /** Its name in the space that the extension host is a member of; absent where it could not be started. */
  seenIn(self: string): WirePid | undefined {
    return this.process.pid === undefined ? undefined : { space: self, nr: this.process.pid };
  }

  running(): boolean {
    return this.process.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  /** The last line that it wrote to stderr; empty where it wrote none. */
  lastWords(): string {
    return this.complaints.trim().split("\n").at(-1)?.trim() ?? "";
  }

  private sayEnd(program: string, code: number | null, signal: string | null): string {
    const how = signal === null ? `with code ${(code ?? 0).toString()}` : `by ${signal}`;
    const words = this.lastWords();
    return words === "" ? `${program} ended ${how}` : `${program} ended ${how}: ${words}`;
  }
}

/** What a person knows a command by: behind our keeper and its number, where one runs it. */
export function programOf(command: readonly string[]): string {
  const keeper = command.findIndex((word) => word.endsWith("/keeper.js"));
  return command[keeper < 0 ? 0 : keeper + 2] ?? "";
}

/** What the editor sets for Node programs of its own, and what must not leak into ours. */
const editorsOwn = ["NODE_OPTIONS", "VSCODE_INSPECTOR_OPTIONS"];

/** The environment of our children; the editor's executable runs scripts as Node with it. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !editorsOwn.includes(name));
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: "1" };
}
