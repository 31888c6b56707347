/**
 * Watches the sessions that attachments were opened for, whoever's debugger it is: nothing that ends the task gets
 * through, what was attached is compared with what was meant, and numbers get their spaces. VS Code hands a tracker the
 * very message that it sends on, so what is changed in it is changed for whoever gets it.
 */
import * as vscode from "vscode";
import { isBody, isMessage } from "../dap/message.ts";
import { ProblemError, type Problem } from "../model/problem.ts";
import type { WirePid } from "../protocol/wire.ts";
import type { Attachment } from "./attachment.ts";
import { proveAgain } from "./carryOut.ts";
import { noteLeaver } from "./leaver.ts";
import { letRun } from "./letRun.ts";
import { ownType } from "./ownType.ts";
import { attachFailed, proveHeld } from "./proof.ts";
import { strangerIn, ThreadNames } from "./threadNames.ts";
import type { DebugTools } from "./tools.ts";

export class SessionWatch implements vscode.DebugAdapterTrackerFactory {
  constructor(private readonly tools: DebugTools) {}

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker | undefined {
    if (session.type === ownType) return undefined; // the pump does all of this
    const attachment = this.tools.attachments.take(session);
    if (!attachment) return undefined;
    attachment.state.adapterStarted = true; // a debug server may hold breakpoints from now on
    return trackerFor(this.tools, attachment, session);
  }
}

function trackerFor(
  tools: DebugTools,
  attachment: Attachment,
  session: vscode.DebugSession,
): vscode.DebugAdapterTracker {
  const end = (problem: Problem): void => {
    tools.say(problem);
    void vscode.debug.stopDebugging(session);
  };
  const names = new ThreadNames(attachment, session.type);
  return {
    onWillReceiveMessage: (message: unknown) => {
      makeHarmless(message);
      noteLeaver(attachment.state, message, "toAdapter");
      names.asked(message);
      if (isAbout(message, "threads")) void names.look();
    },
    onDidSendMessage: (message: unknown) => {
      if (!isBody(message)) return;
      noteLeaver(attachment.state, message, "toEditor");
      if (message["type"] === "response" && message["command"] === "attach" && message["success"] === true) {
        void prove(attachment).then((problem) => {
          if (problem) end(problem);
        });
      }
      const found = strangerIn(message, attachment);
      if (found !== undefined) end({ is: "wrongTask", reference: attachment.reference, found });
      if (isAbout(message, "stopped")) void names.look(); // the editor will ask for its threads
      if (isMessage(message)) Object.assign(message, names.nameNow(message));
    },
    onExit: () => {
      void tools.attachments.ended(session);
    },
  };
}

async function prove(attachment: Attachment): Promise<Problem | undefined> {
  try {
    const { way, server, self } = attachment;
    if (way?.proof.by === "tracer")
      await proveHeld(attachment.engine, attachment, { tracer: server ?? ourselves(self) });
    else if (way) await proveAgain(attachment, attachment, way);
    else await proveHeld(attachment.engine, attachment, {});
    await letRun(attachment);
    return undefined;
  } catch (thrown) {
    return thrown instanceof ProblemError ? thrown.problem : attachFailed(attachment, "it could not be proved");
  }
}

/** Whoever traces it must be a child of this process: of whatever adapter another extension started. */
function ourselves(self: string): WirePid {
  // eslint-disable-next-line pspace/naked-pid -- given its space here: the one that the engine says we are a member of
  return { space: self, nr: process.pid };
}

/** In place: see the head of this file. */
export function makeHarmless(message: unknown): void {
  if (typeof message !== "object" || message === null) return;
  const request = message as { type?: unknown; command?: unknown; arguments?: unknown };
  if (request.type !== "request" || (request.command !== "disconnect" && request.command !== "terminate")) return;
  request.command = "disconnect";
  request.arguments = { ...(isBody(request.arguments) ? request.arguments : {}), terminateDebuggee: false };
}

function isAbout(message: unknown, what: "threads" | "stopped"): boolean {
  return isBody(message) && (message["command"] === what || message["event"] === what);
}
