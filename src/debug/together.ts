/**
 * Several attaches as one: a session that debugs nothing itself and under which the others stand. Whoever stops it lets go of all; it
 * ends with the last of them.
 */
import * as vscode from "vscode";
import { isMessage, type Body, type Message, type Request } from "../dap/message.ts";
import type { Problem } from "../model/problem.ts";
import { groupField, memberField } from "./configuration.ts";
import { nextId } from "./attachment.ts";

export interface Member {
  readonly reference: string;
  readonly configuration: vscode.DebugConfiguration;
}

export interface NotAttached {
  readonly reference: string;
  /** Absent where the person cancelled. */
  readonly problem?: Problem;
}

interface Group {
  session: vscode.DebugSession | undefined;
  adapter: GroupAdapter | undefined;
  readonly members: Map<string, vscode.DebugSession>;
  /** While they are being started; only then an empty group is not at its end. */
  isOpening: boolean;
}

export class Together implements vscode.Disposable {
  private readonly groups = new Map<string, Group>();
  private readonly failures = new Map<string, Problem>();
  private readonly hooks: vscode.Disposable;

  constructor() {
    this.hooks = vscode.Disposable.from(
      vscode.debug.onDidStartDebugSession((session) => {
        this.groupOf(session.parentSession)?.members.set(session.id, session);
      }),
      vscode.debug.onDidTerminateDebugSession((session) => {
        const group = this.groupOf(session.parentSession);
        if (group?.members.delete(session.id)) endIfEmpty(group);
      }),
    );
  }

  /** Starts them one after the other under a session of that name; says which were not attached. */
  async attach(
    folder: vscode.WorkspaceFolder | undefined,
    name: string,
    members: readonly Member[],
  ): Promise<readonly NotAttached[]> {
    const id = nextId();
    const group: Group = { session: undefined, adapter: undefined, members: new Map(), isOpening: true };
    this.groups.set(id, group);
    const failed: NotAttached[] = [];
    try {
      await vscode.debug.startDebugging(folder, { type: "pspace", request: "attach", name, [groupField]: id });
      for (const { reference, configuration } of members) {
        const member = `${id} ${reference}`;
        const options = group.session ? { parentSession: group.session } : {};
        const isUp = await vscode.debug.startDebugging(folder, { ...configuration, [memberField]: member }, options);
        const problem = this.failures.get(member);
        if (!isUp) failed.push({ reference, ...(problem ? { problem } : {}) });
        this.failures.delete(member);
      }
    } finally {
      group.isOpening = false;
      endIfEmpty(group);
    }
    return failed;
  }

  /** What to do with a member's failure instead of saying it at once; absent for any other session. */
  sayingFor(configuration: vscode.DebugConfiguration): ((problem: Problem) => void) | undefined {
    const member: unknown = configuration[memberField];
    if (typeof member !== "string") return undefined;
    return (problem) => this.failures.set(member, problem);
  }

  /** The adapter of a session that stands for a group; absent for any other. */
  adapterFor(session: vscode.DebugSession): vscode.DebugAdapter | undefined {
    const group = this.groupOf(session);
    if (!group) return undefined;
    group.session = session;
    group.adapter = new GroupAdapter(() => {
      for (const member of group.members.values()) void vscode.debug.stopDebugging(member);
    });
    return group.adapter;
  }

  dispose(): void {
    this.hooks.dispose();
  }

  private groupOf(session: vscode.DebugSession | undefined): Group | undefined {
    const id: unknown = session?.configuration[groupField];
    return typeof id === "string" ? this.groups.get(id) : undefined;
  }
}

function endIfEmpty(group: Group): void {
  if (!group.isOpening && group.members.size === 0) group.adapter?.end();
}

/** Says yes to everything, has no threads, and ends when it is told to. */
class GroupAdapter extends vscode.Disposable implements vscode.DebugAdapter {
  private readonly messages = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.messages.event;
  private seq = 0;

  constructor(private readonly letGo: () => void) {
    super(() => undefined); // `dispose` below does it all
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    if (!isMessage(message) || message.type !== "request") return;
    if (message.command === "disconnect" || message.command === "terminate") this.letGo();
    this.answer(message, message.command === "threads" ? { threads: [] } : {});
    if (message.command === "initialize") this.send({ type: "event", event: "initialized" });
  }

  end(): void {
    this.send({ type: "event", event: "terminated" });
  }

  override dispose(): void {
    this.messages.dispose();
  }

  private answer({ seq, command }: Request, body: Body): void {
    this.send({ type: "response", request_seq: seq, command, success: true, body });
  }

  private send(message: Unnumbered<Message>): void {
    this.messages.fire({ ...message, seq: (this.seq += 1) });
  }
}

type Unnumbered<M> = M extends Message ? Omit<M, "seq"> : never;
