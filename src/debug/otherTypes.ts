/**
 * Tuples in the configurations of every other debug type. VS Code runs a provider for `*` after the type's own, in
 * both of its turns. Node's number must be gone before js-debug's second turn, so it is put aside in the first. What
 * the type needs besides the number is filled in where it is missing (foreignTypes.ts).
 */
import type * as vscode from "vscode";
import { ProblemError } from "../model/problem.ts";
import { isTuple } from "../model/reference.ts";
import { requests } from "../protocol/messages.ts";
import { nextId, type Attachment } from "./attachment.ts";
import { attachmentField } from "./configuration.ts";
import { foreignType } from "./foreignTypes.ts";
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
    const found = typeof waiting === "string" ? { field: waitingField, tuple: waiting } : findTuple(configuration);
    if (!found) return configuration;
    return attempt(this.tools, found.tuple, token, (cancel) =>
      this.attach({ ...found, folder, configuration: rest, cancel }),
    );
  }

  private async attach(asked: Asked): Promise<vscode.DebugConfiguration> {
    const { tuple, configuration } = asked;
    if (!isTuple(tuple)) {
      throw new ProblemError({ is: "attachFailed", reference: tuple, why: "it is not a tuple such as web:17" });
    }
    const foreign = configuration.request === "attach" ? foreignType(configuration.type) : undefined;
    if (!foreign) return this.byNumber(asked);
    try {
      return await attachAs(this.tools, { ...asked, debugger: foreign.debugger, type: foreign.adapter });
    } catch (thrown) {
      if (!foreign.byNumber || !lacksProgram(thrown)) throw thrown;
      return this.byNumber(asked);
    }
  }

  private async byNumber({ tuple, field, configuration, cancel }: Asked): Promise<vscode.DebugConfiguration> {
    const attachment = await giveNumber(this.tools, tuple, cancel);
    this.tools.attachments.add(attachment);
    return { ...configuration, [field]: attachment.given?.nr, [attachmentField]: attachment.id };
  }
}

interface Asked {
  readonly tuple: string;
  /** Where the tuple stood. */
  readonly field: string;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly configuration: vscode.DebugConfiguration;
  readonly cancel: AbortSignal;
}

/** A program that only our own way needs is not on this machine; the extension may bring its own. */
function lacksProgram(thrown: unknown): boolean {
  if (!(thrown instanceof ProblemError)) return false;
  const { problem } = thrown;
  return problem.is === "debuggerMissing" || (problem.is === "gateShut" && problem.name === "port");
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
