/** The `pspace` debug type: from a configuration to an open way in, and everything that can fail fails here. */
import * as vscode from "vscode";
import { runPlaces } from "../model/plan.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { Arrived } from "./attachment.ts";
import { againField, composeConfiguration, groupField } from "./configuration.ts";
import { wakeDebugger } from "./installedTypes.ts";
import { limits, within } from "./limits.ts";
import { openAttachment } from "./openAttachment.ts";
import { attempt, saying, sourceFolders, type DebugTools } from "./tools.ts";
import { awaitTask } from "./waiting.ts";
import { chooseTask, readWanted, tupleOf } from "./wanted.ts";

export const ownType = "pspace";

export class OwnType implements vscode.DebugConfigurationProvider {
  constructor(private readonly tools: DebugTools) {}

  /** F5 without a launch.json asks which task. */
  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration {
    if (configuration.type && configuration.request) return configuration;
    const name = vscode.l10n.t("Attach to a Task");
    return { type: ownType, name, request: "attach", task: "${command:pspace.pickTask}" };
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
    token?: vscode.CancellationToken,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (configuration[groupField] !== undefined) return Promise.resolve(configuration);
    const tools = this.toolsFor(configuration);
    const wanted = readWanted(configuration);
    const reference =
      wanted.by === "tuple"
        ? wanted.tuple
        : wanted.by === "match"
          ? `${wanted.space} ${wanted.match}`
          : configuration.name;
    if (wanted.by === "wait") return this.wait(wanted, folder, configuration, token);
    return attempt(tools, reference, token, async (cancel) => {
      if (wanted.by === "nothing") {
        throw new ProblemError({ is: "attachFailed", reference, why: wanted.why });
      }
      const tuple = wanted.by === "tuple" ? wanted.tuple : await findMatch(tools, wanted.space, wanted.match, cancel);
      return attachAs(tools, { tuple, folder, configuration, cancel });
    });
  }

  /** What fails of several at once is said together. */
  private toolsFor(configuration: vscode.DebugConfiguration): DebugTools {
    const say = this.tools.together.sayingFor(configuration);
    return say ? { ...this.tools, say } : this.tools;
  }

  private wait(
    wanted: { readonly space: string; readonly match: string },
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
    token: vscode.CancellationToken | undefined,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const tools = this.toolsFor(configuration);
    return saying(tools, `${wanted.space} ${wanted.match}`, async () => {
      const arrived = await waitAs(tools, wanted, configuration, token);
      const { tuple } = arrived;
      return attempt(tools, tuple, token, (cancel) =>
        attachAs(tools, { tuple, folder, configuration, cancel, arrived }),
      );
    });
  }
}

/** One that is there already will do where it takes the place of one that ended, but never that one itself. */
async function waitAs(
  tools: DebugTools,
  { space, match }: { readonly space: string; readonly match: string },
  configuration: vscode.DebugConfiguration,
  token: vscode.CancellationToken | undefined,
): Promise<Arrived> {
  const before: unknown = configuration[againField];
  const arrived = await awaitTask(tools, { space, match, ...(before === undefined ? {} : { orNow: true }) }, token);
  if (arrived.task.id !== before) return arrived;
  void tools.engine.ask(requests.release, { hold: arrived.hold }).catch(() => undefined);
  throw new ProblemError({ is: "attachFailed", reference: arrived.tuple, why: "its session ended, but it has not" });
}

async function findMatch(tools: DebugTools, space: string, match: string, cancel: AbortSignal): Promise<string> {
  const late = { is: "attachFailed", reference: space, why: "the engine did not list its tasks in time" } as const;
  const tasks = await within(tools.engine.ask(requests.tasks, { space }), limits.engine, late, cancel);
  if (tasks.is !== "found") throw new ProblemError({ is: "unresolved", resolution: tasks });
  const chosen = chooseTask(tasks.tasks, space, match);
  if ("is" in chosen) throw new ProblemError(chosen);
  return tupleOf(chosen);
}

/** Opens the way in and composes what VS Code goes on with; the attachment waits for its session. */
export async function attachAs(
  tools: DebugTools,
  asked: {
    readonly tuple: string;
    readonly debugger?: string;
    /** The debug type that goes on with it, where it is not the way's own. */
    readonly type?: string;
    readonly folder: vscode.WorkspaceFolder | undefined;
    readonly configuration: vscode.DebugConfiguration;
    readonly cancel: AbortSignal;
    readonly arrived?: Arrived;
  },
): Promise<vscode.DebugConfiguration> {
  const { tuple, folder, configuration, cancel, arrived } = asked;
  const wish: unknown = asked.debugger ?? configuration["debugger"];
  const attachment = await openAttachment(tools, {
    tuple,
    sources: sourceFolders(folder),
    cancel,
    ...(typeof wish === "string" ? { debugger: wish } : {}),
    ...placeOf(configuration),
    ...(arrived ? { arrived } : {}),
  });
  const type = asked.type ?? finalType(attachment.way?.type ?? ownType);
  try {
    if (type !== ownType) await wakeDebugger(type);
  } catch (thrown) {
    await attachment.undo.run();
    throw thrown;
  }
  const composed = composeConfiguration(
    { type, configuration: attachment.configuration },
    configuration,
    attachment.id,
  );
  if (configuration["keepAttached"] === true) await tools.kept.keep(attachment, folder, configuration);
  tools.attachments.add(attachment);
  // js-debug's own provider ran before the type was its own: what it would have filled in.
  const root = folder ?? vscode.workspace.workspaceFolders?.[0];
  return root && type !== ownType ? { __workspaceFolder: root.uri.fsPath, ...composed } : composed;
}

/** Where the debugger is to run; a word that names no place is as if absent. */
function placeOf(configuration: vscode.DebugConfiguration): { readonly run?: string; readonly image?: string } {
  const run: unknown = configuration["run"];
  const image: unknown = configuration["image"];
  return {
    ...(runPlaces.some((place) => place === run) ? { run: String(run) } : {}),
    ...(typeof image === "string" ? { image } : {}),
  };
}

/** js-debug's provider turns its short name into the name of its adapter; for a type that comes this late nobody does. */
function finalType(type: string): string {
  return type === "node" ? "pwa-node" : type;
}
