/** The debug adapter of a session of ours, as VS Code wants it: an inline one that only pumps. Whatever could fail has failed before. */
import * as vscode from "vscode";
import { Pump } from "../dap/pump.ts";
import type { Message } from "../dap/message.ts";
import { ProblemError } from "../model/problem.ts";
import { startAdapter, type StartedAdapter } from "./adapterStream.ts";
import type { Attachment } from "./attachment.ts";
import { proveAgain } from "./carryOut.ts";
import { noteLeaver } from "./leaver.ts";
import { letRun } from "./letRun.ts";
import { limits } from "./limits.ts";
import { attachFailed, proveHeld } from "./proof.ts";
import { strangerIn, ThreadNames } from "./threadNames.ts";
import type { DebugTools } from "./tools.ts";

export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  constructor(private readonly tools: DebugTools) {}

  /** A session without an attachment is one that nobody resolved: VS Code shows the reason. */
  async createDebugAdapterDescriptor(session: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor> {
    const group = this.tools.together.adapterFor(session);
    if (group) return new vscode.DebugAdapterInlineImplementation(group);
    const attachment = this.tools.attachments.take(session);
    if (!attachment?.way) throw new Error(vscode.l10n.t("This session was not opened by PID Spaces."));
    attachment.state.adapterStarted = true;
    try {
      const started = await startAdapter(attachment.way, attachment.reference);
      return new vscode.DebugAdapterInlineImplementation(new OwnAdapter(this.tools, attachment, started));
    } catch (thrown) {
      await this.tools.attachments.release(attachment);
      if (!(thrown instanceof ProblemError)) throw thrown;
      this.tools.say(thrown.problem);
      throw thrown;
    }
  }
}

class OwnAdapter extends vscode.Disposable implements vscode.DebugAdapter {
  private readonly messages = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.messages.event;
  private readonly pump: Pump;
  private readonly names: ThreadNames;

  constructor(
    private readonly tools: DebugTools,
    private readonly attachment: Attachment,
    started: StartedAdapter,
  ) {
    super(() => undefined); // `dispose` below does it all
    const { child, stream } = started;
    const { type } = attachment.configuration;
    this.names = new ThreadNames(attachment, typeof type === "string" ? type : "");
    this.pump = new Pump(stream, {
      toEditor: (message) => {
        noteLeaver(attachment.state, message, "toEditor");
        this.messages.fire(message);
      },
      prove: () => this.prove(started),
      name: (message) => this.name(message),
      lost: () => {
        void child.ended.then((how) => {
          tools.say(attachFailed(attachment, how));
        });
      },
      silent: () => {
        tools.say(attachFailed(attachment, "its debug adapter does not answer"));
      },
      patience: limits.adapter,
      log: tools.log,
    });
    // lldb-dap does not notice a target that was killed while it stood
    void attachment.serverEnded?.then(() => {
      this.pump.targetEnded();
    });
    attachment.undo.add("let go of the task", async () => {
      await this.pump.close(limits.farewell);
      await endOf(started, attachment, tools.log);
    });
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    noteLeaver(this.attachment.state, message, "toAdapter");
    this.names.asked(message);
    this.pump.send(message as Message);
  }

  override dispose(): void {
    void this.tools.attachments.release(this.attachment).then(() => {
      this.messages.dispose();
    });
  }

  /** The number that the adapter attached to is looked at before it is made readable. */
  private name(message: Message): Promise<Message> {
    const { attachment, tools, pump, names } = this;
    const found = strangerIn(message, attachment);
    if (found !== undefined) {
      tools.say({ is: "wrongTask", reference: attachment.reference, found });
      pump.targetEnded();
    }
    return names.name(message);
  }

  /** Law 2: an adapter's success is not believed. A refusal has been said when this resolves. */
  private async prove(started: StartedAdapter): Promise<string | undefined> {
    const { tools, attachment } = this;
    try {
      const tracer = attachment.server ?? started.child.seenIn(attachment.self);
      if (attachment.way?.proof.by !== "tracer") {
        if (attachment.way) await proveAgain(attachment, attachment, attachment.way);
      } else await proveHeld(attachment.engine, attachment, tracer ? { tracer } : {});
      await letRun(attachment);
      return undefined;
    } catch (thrown) {
      const problem =
        thrown instanceof ProblemError ? thrown.problem : attachFailed(attachment, "it could not be proved");
      tools.say(problem);
      return problem.is;
    }
  }
}

/** Waits for an adapter to end by itself; one that does not is told of, never killed. */
async function endOf(started: StartedAdapter, attachment: Attachment, log: (text: string) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => {
      done(undefined);
    }, limits.farewell);
  });
  const how = await Promise.race([started.child.ended, late]);
  clearTimeout(timer);
  log(how ?? `the debug adapter of ${attachment.reference} has not ended`);
}
