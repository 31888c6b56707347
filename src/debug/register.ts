/** Wires VS Code's debugger hooks; decides nothing. */
import * as vscode from "vscode";
import type { Health } from "../client/connection.ts";
import type { Engine } from "../client/engine.ts";
import type { Problem } from "../model/problem.ts";
import type { PicksLike } from "./attachment.ts";
import { Attachments } from "./attachments.ts";
import type { Lift } from "./lift.ts";
import { OtherTypes } from "./otherTypes.ts";
import { AdapterFactory } from "./ownAdapter.ts";
import { OwnType, ownType } from "./ownType.ts";
import { SessionWatch } from "./sessionWatch.ts";
import type { DebugTools } from "./tools.ts";

/** What was registered; disposing of it ends every attach. */
export class Debugging extends vscode.Disposable {
  constructor(
    private readonly attachments: Attachments,
    hooks: vscode.Disposable,
  ) {
    super(() => {
      hooks.dispose();
      void attachments.close();
    });
  }

  /** The tuple that a session, or the one that it is a child of, was attached for; absent for any other session. */
  tupleOf(session: vscode.DebugSession | undefined): string | undefined {
    for (let at = session; at; at = at.parentSession) {
      const found = this.attachments.find(at)?.reference;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Ends every attach and resolves when nothing is left of them. */
  close(): Promise<void> {
    return this.attachments.close();
  }
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
  const tools: DebugTools = { ...use, say, log, attachments };
  const hooks = vscode.Disposable.from(
    vscode.debug.registerDebugConfigurationProvider(ownType, new OwnType(tools)),
    vscode.debug.registerDebugConfigurationProvider("*", new OtherTypes(tools)),
    vscode.debug.registerDebugAdapterDescriptorFactory(ownType, new AdapterFactory(tools)),
    vscode.debug.registerDebugAdapterTrackerFactory("*", new SessionWatch(tools)),
    vscode.debug.onDidTerminateDebugSession((session) => {
      void attachments.ended(session);
    }),
  );
  return new Debugging(attachments, hooks);
}

/** An engine that dies under an attach is told of by whoever starts it again: one sentence, not two. */
function wasSaid(problem: Problem, health: Health): boolean {
  return problem.is === "engineStopped" && health !== "failed" && health !== "off";
}
