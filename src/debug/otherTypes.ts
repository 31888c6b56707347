/**
 * Tuples in the configurations of every other debug type. VS Code runs a provider for `*` after the type's own, in
 * both of its turns. Node's number must be gone before js-debug's second turn, so it is put aside in the first.
 */
import type * as vscode from "vscode";
import { ProblemError } from "../model/problem.ts";
import { isTuple } from "../model/reference.ts";
import { requests } from "../protocol/messages.ts";
import { nextId, type Attachment } from "./attachment.ts";
import { attachmentField } from "./configuration.ts";
import { limits, within } from "./limits.ts";
import { holdTask, readSelf } from "./openAttachment.ts";
import { attachAs, ownType } from "./ownType.ts";
import { attachFailed } from "./proof.ts";
import { attempt, type DebugTools } from "./tools.ts";
import { findTuple, putAside, waitingField } from "./tupleFields.ts";
import { Undo } from "./undo.ts";

export class OtherTypes implements vscode.DebugConfigurationProvider {
  constructor(private readonly tools: DebugTools) {}

  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration {
    return putAside(configuration);
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
    token?: vscode.CancellationToken,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (configuration.type === ownType || configuration[attachmentField] !== undefined) return configuration;
    const { [waitingField]: waiting, ...rest } = configuration;
    if (typeof waiting === "string") {
      return attempt(this.tools, waiting, token, (cancel) => this.attachNode(waiting, folder, rest, cancel));
    }
    const found = findTuple(configuration);
    if (!found) return configuration;
    return attempt(this.tools, found.tuple, token, async (cancel) => {
      const attachment = await giveNumber(this.tools, found.tuple, cancel);
      this.tools.attachments.add(attachment);
      return { ...configuration, [found.field]: attachment.given?.nr, [attachmentField]: attachment.id };
    });
  }

  private attachNode(
    tuple: string,
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
    cancel: AbortSignal,
  ): Promise<vscode.DebugConfiguration> {
    if (!isTuple(tuple)) {
      throw new ProblemError({ is: "attachFailed", reference: tuple, why: "it is not a tuple such as web:17" });
    }
    return attachAs(this.tools, { tuple, debugger: "js-debug", folder, configuration, cancel });
  }
}

/** Holds the task and finds its number as seen from where the debugger will run: beside us. */
async function giveNumber(tools: DebugTools, tuple: string, cancel: AbortSignal): Promise<Attachment> {
  const undo = new Undo(tools.log);
  try {
    const meant = await holdTask(tools, { tuple, sources: [], cancel }, undo);
    const self = await readSelf(tools, meant);
    const late = attachFailed(meant, "the engine did not find its number in time");
    const { host } = meant.task; // a thread's process, where a thread was named
    const words = `${host.space}:${host.nr.toString()}`;
    const asked = tools.engine.ask(requests.resolve, { tuple: words, seenFrom: self });
    const resolution = await within(asked, limits.engine, late, cancel);
    if (resolution.is === "remembered") throw new ProblemError({ is: "taskGone", reference: meant.reference });
    if (resolution.is !== "found") throw new ProblemError({ is: "unresolved", resolution });
    const { hold, reference, task } = meant;
    const state = { adapterStarted: false };
    return {
      id: nextId(),
      engine: tools.engine,
      hold,
      reference,
      task,
      self,
      undo,
      configuration: {},
      given: resolution.pid,
      state,
    };
  } catch (thrown) {
    await undo.run();
    throw thrown;
  }
}
