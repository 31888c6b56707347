/** Wires VS Code's debugger hooks; decides nothing. */
import * as vscode from "vscode";
import type { Health } from "../client/connection.ts";
import type { Engine } from "../client/engine.ts";
import type { Problem } from "../model/problem.ts";
import type { PicksLike } from "./attachment.ts";
import { Attachments } from "./attachments.ts";
import { attachmentField } from "./configuration.ts";
import { KeptAttached } from "./keepAttached.ts";
import type { Lift } from "./lift.ts";
import { OtherTypes } from "./otherTypes.ts";
import { AdapterFactory } from "./ownAdapter.ts";
import { OwnType, ownType } from "./ownType.ts";
import { SessionWatch } from "./sessionWatch.ts";
import { Together, type Member, type NotAttached } from "./together.ts";
import type { DebugTools } from "./tools.ts";
import type { WaitWish } from "./waiting.ts";

/** What was registered; disposing of it ends every attach. */
export class Debugging extends vscode.Disposable {
  constructor(
    private readonly parts: Pick<DebugTools, "attachments" | "kept" | "together" | "waiting">,
    hooks: vscode.Disposable,
  ) {
    super(() => {
      hooks.dispose();
      void parts.attachments.close();
    });
  }

  /** The tuple that a session, or the one that it is a child of, was attached for; absent for any other session. */
  tupleOf(session: vscode.DebugSession | undefined): string | undefined {
    for (let at = session; at; at = at.parentSession) {
      const found = this.parts.attachments.find(at)?.reference;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What is waited for now. */
  get waiting(): readonly WaitWish[] {
    return [...this.parts.waiting];
  }

  /** Attaches to several tasks under one session; says which were not attached. */
  attachTogether(name: string, members: readonly Member[]): Promise<readonly NotAttached[]> {
    return this.parts.together.attach(vscode.workspace.workspaceFolders?.[0], name, members);
  }

  /** Keeps a session attached when its task begins again, or keeps it no longer; undefined for a session that is not ours. */
  async toggleKept(session: vscode.DebugSession | undefined): Promise<"kept" | "not kept" | undefined> {
    const root = rootOf(session);
    const attachment = root && this.parts.attachments.find(root);
    if (!attachment) return undefined;
    if (this.parts.kept.has(root)) {
      this.parts.kept.forget(root);
      return "not kept";
    }
    const { name, configuration } = root;
    const wish = typeof configuration["debugger"] === "string" ? { debugger: configuration["debugger"] } : {};
    await this.parts.kept.keep(attachment, root.workspaceFolder, { type: ownType, request: "attach", name, ...wish });
    return this.parts.kept.has(root) ? "kept" : "not kept";
  }

  /** Ends every attach and resolves when nothing is left of them. */
  close(): Promise<void> {
    return this.parts.attachments.close();
  }
}

/** The session that an attachment was opened for, where this is it or a child of it. */
function rootOf(session: vscode.DebugSession | undefined): vscode.DebugSession | undefined {
  let at = session;
  while (at && at.configuration[attachmentField] === undefined) at = at.parentSession;
  return at;
}

export function registerDebugging(use: {
  readonly engine: Engine & { readonly health: Health };
  readonly picks?: PicksLike;
  readonly lift?: Lift;
  readonly say: (problem: Problem) => void;
  readonly log: vscode.LogOutputChannel;
}): Debugging {
  const log = (text: string): void => {
    use.log.info(text);
  };
  const attachments = new Attachments(log);
  const say = (problem: Problem): void => {
    if (!wasSaid(problem, use.engine.health)) use.say(problem);
  };
  const kept = new KeptAttached(use.engine, log);
  const together = new Together();
  const tools: DebugTools = { ...use, say, log, attachments, kept, together, waiting: new Set() };
  const hooks = vscode.Disposable.from(
    together,
    vscode.debug.registerDebugConfigurationProvider(ownType, new OwnType(tools)),
    vscode.debug.registerDebugConfigurationProvider("*", new OtherTypes(tools)),
    vscode.debug.registerDebugAdapterDescriptorFactory(ownType, new AdapterFactory(tools)),
    vscode.debug.registerDebugAdapterTrackerFactory("*", new SessionWatch(tools)),
    vscode.debug.onDidTerminateDebugSession((session) => {
      void attachments.ended(session).then(() => kept.ended(session));
    }),
  );
  return new Debugging(tools, hooks);
}

/** An engine that dies under an attach is told of by whoever starts it again: one sentence, not two. */
function wasSaid(problem: Problem, health: Health): boolean {
  return problem.is === "engineStopped" && health !== "failed" && health !== "off";
}
