/** What the attach tests have in common: a session until it stops, its end, and what an attach must not leave behind. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { childrenOf, commandOf, lives } from "../support/processes.ts";
import { until } from "../support/waits.ts";

/** The workspace that the editor tests run in. */
export function workspaceFolder(): vscode.WorkspaceFolder {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return folder;
}

export function sourceFile(name: string): string {
  return path.join(workspaceFolder().uri.fsPath, name);
}

/** Sets a breakpoint at the line that says "the tests stop here"; its number, counted from 1. */
export function stopIn(file: string): number {
  const line = readFileSync(file, "utf8")
    .split("\n")
    .findIndex((text) => text.includes("the tests stop here"));
  const at = new vscode.Location(vscode.Uri.file(file), new vscode.Position(line, 0));
  vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(at)]);
  return line + 1;
}

export function removeBreakpoints(): void {
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
}

const running = new Set<string>();
vscode.debug.onDidStartDebugSession(({ id }) => running.add(id));
vscode.debug.onDidTerminateDebugSession(({ id }) => running.delete(id));

export interface Stopped {
  readonly session: vscode.DebugSession;
  readonly line: number;
  readonly source: string;
  readonly evaluate: (expression: string) => Promise<string>;
}

interface Frame {
  readonly id: number;
  readonly line: number;
  readonly source?: { readonly path?: string };
}

interface StoppedEvent {
  readonly type: string;
  readonly event?: string;
  readonly body?: { readonly threadId?: number; readonly reason?: string };
}

/** Sessions that have stopped, with their threads, in order. */
const stops: { readonly session: vscode.DebugSession; readonly threadId: number }[] = [];
vscode.debug.registerDebugAdapterTrackerFactory("*", {
  createDebugAdapterTracker: (session) => ({
    onDidSendMessage: ({ type, event, body }: StoppedEvent) => {
      if (type !== "event" || event !== "stopped") return;
      const { threadId = 1, reason } = body ?? {};
      // GDB stops when it has attached, and is told to go on as a person would.
      if (reason === "attach") void session.customRequest("continue", { threadId });
      else stops.push({ session, threadId });
    },
  }),
});

/** A session of this name, or a child of one. */
function isNamed(session: vscode.DebugSession, name: string): boolean {
  return session.name === name || (session.parentSession !== undefined && isNamed(session.parentSession, name));
}

let started = 0;

/** Starts a session and waits until it stops; undefined when there is no session. */
export async function untilStopped(configuration: Record<string, unknown>): Promise<Stopped | undefined> {
  started += 1;
  const name = `Attach test ${started}`;
  const whole = { type: "pspace", request: "attach", ...configuration, name };
  if (!(await vscode.debug.startDebugging(workspaceFolder(), whole))) return undefined;
  return lookAt(await until("the session has stopped", () => stops.find(({ session }) => isNamed(session, name))));
}

/** The next session that stops after a click on a row of the tree; the debugger is the one that suits the task. */
export async function untilStoppedBy(click: () => Thenable<unknown>): Promise<Stopped> {
  const before = stops.length;
  await click();
  return lookAt(await until("the session has stopped", () => stops.slice(before)[0]));
}

async function lookAt({ session, threadId }: (typeof stops)[number]): Promise<Stopped> {
  const answer: unknown = await session.customRequest("stackTrace", { threadId, startFrame: 0, levels: 1 });
  const [top] = (answer as { stackFrames: Frame[] }).stackFrames;
  assert.ok(top);
  const evaluate = async (expression: string): Promise<string> => {
    const asked = { expression, frameId: top.id, context: "watch" };
    return ((await session.customRequest("evaluate", asked)) as { result: string }).result;
  };
  // A remote editor gives paths as addresses.
  const source = (top.source?.path ?? "").replace(/^vscode-remote:\/\/[^/]+/, "");
  return { session, line: top.line, source, evaluate };
}

/** Ends every session as a person does, and waits until they have ended. */
export async function endSessions(): Promise<void> {
  removeBreakpoints();
  await vscode.debug.stopDebugging();
  await until("every session has ended", () => running.size === 0);
  stops.length = 0;
}

/** Whether the file's count goes on: the target lives and is not stopped. */
export async function untilCounting(file: string): Promise<void> {
  const read = (): number => Number(readFileSync(file, "utf8"));
  const before = await until("there is a count", () => read() || undefined);
  await until("the count goes on", () => read() > before + 1);
}

/** Everything that our extension host has started and that lives, as command lines. */
function descendants(nr: number): readonly string[] {
  return childrenOf(nr).flatMap((child) => {
    try {
      return lives(child) ? [commandOf(child).join(" "), ...descendants(child)] : [];
    } catch {
      return []; // gone meanwhile
    }
  });
}

const ofAnAttach = /lldb|gdbserver|-i=dap|dlv dap|jdb|require\("net"\)\.connect/;

/**
 * Where the extension makes its private folders in this run. Other extensions make theirs there too, and keep its
 * name: so it is one for the whole run.
 */
const temporary = mkdtempSync(path.join(tmpdir(), "pst-"));
const usual = process.env["TMPDIR"];
process.env["TMPDIR"] = temporary;

after(() => {
  if (usual === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = usual;
  rmSync(temporary, { recursive: true, force: true });
});

/** Private folders, servers, adapters and relays of an attach, seen from outside: waits until there are none. */
export async function untilNothingLeft(): Promise<void> {
  await until("nothing is left of an attach", () => {
    const folders = readdirSync(temporary).filter((name) => name.startsWith("pspace-"));
    const left = [...folders, ...descendants(process.pid).filter((text) => ofAnAttach.test(text))];
    if (left.length > 0) throw new Error(left.join("\n"));
    return true;
  });
}
