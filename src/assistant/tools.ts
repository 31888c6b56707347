/**
 * Tools for language models, so that an assistant asked about "pid 17 in web" finds the right task: resolve, list,
 * doctor, and attach, which a person confirms first. package.json describes each; a test compares the two.
 */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { planFor } from "../client/plans.ts";
import type { Spaces } from "../client/spaces.ts";
import { attach } from "../commands/attach.ts";
import { resolveTask } from "../commands/target.ts";
import { sentenceFor } from "../editor/prose.ts";
import { plain } from "../editor/words.ts";
import { debuggerNames, type DebuggerName } from "../model/plan.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import { planText, resolutionText, spacesText, tasksText } from "./answers.ts";

export interface ToolParts {
  readonly engine: Engine;
  readonly spaces: Spaces;
}

interface TaskInput {
  readonly tuple: string;
  readonly debugger?: string;
}

/** What is given to VS Code for each name. */
export interface Tools {
  readonly pspace_resolve: vscode.LanguageModelTool<{ readonly tuple: string; readonly seenFrom?: string }>;
  readonly pspace_list: vscode.LanguageModelTool<{ readonly space?: string }>;
  readonly pspace_doctor: vscode.LanguageModelTool<TaskInput>;
  readonly pspace_attach: vscode.LanguageModelTool<TaskInput>;
}

export function toolsOf(parts: ToolParts): Tools {
  const { engine, spaces } = parts;
  return {
    pspace_resolve: reading(async ({ tuple, seenFrom }) =>
      resolutionText(await engine.ask(requests.resolve, { tuple, ...(seenFrom === undefined ? {} : { seenFrom }) })),
    ),
    pspace_list: reading(async ({ space }) =>
      space === undefined || space === ""
        ? spacesText((await engine.ask0(requests.spaces)).spaces)
        : tasksText(space, await engine.ask(requests.tasks, { space })),
    ),
    pspace_doctor: reading(async ({ tuple, debugger: name }) => {
      const task = await resolveTask(engine, tuple);
      await spaces.current();
      const plan = await planFor(engine, spaces, task, debuggerNamed(name));
      return plan ? planText(plan) : "The task has exited.";
    }),
    pspace_attach: new AttachTool(parts),
  };
}

export function registerTools(tools: Tools): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(tools).map(([name, tool]) =>
      vscode.lm.registerTool(name, tool as vscode.LanguageModelTool<unknown>),
    ),
  );
}

/** A tool that changes nothing, and so needs no leave. */
function reading<Input>(answer: (input: Input) => Promise<string>): vscode.LanguageModelTool<Input> {
  return { invoke: ({ input }) => told(() => answer(input)) };
}

/** A problem is an answer too: the model is told the sentence that a person would read. */
async function told(answer: () => Promise<string>): Promise<vscode.LanguageModelToolResult> {
  let text: string;
  try {
    text = await answer();
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    text = sentenceFor(thrown.problem, plain).text;
  }
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}

/** Asks first, by the task's name and space; what was confirmed is that task, whoever has its number later. */
class AttachTool implements vscode.LanguageModelTool<TaskInput> {
  readonly #shown = new Map<string, string>();

  constructor(private readonly parts: ToolParts) {}

  async prepareInvocation({
    input: { tuple },
  }: vscode.LanguageModelToolInvocationPrepareOptions<TaskInput>): Promise<vscode.PreparedToolInvocation> {
    const { t } = vscode.l10n;
    const invocationMessage = t("Attaching to {0}", tuple);
    try {
      const task = await resolveTask(this.parts.engine, tuple);
      const picture = await this.parts.spaces.current();
      this.#shown.set(tuple, task.id);
      const space = picture.spaces.get(task.member)?.name ?? task.member;
      const message = t("{0} is {1} in {2}: {3}", tuple, task.name, space, task.command.join(" ").slice(0, 200));
      return { invocationMessage, confirmationMessages: { title: t("Attach a debugger to {0}?", tuple), message } };
    } catch (thrown) {
      if (!(thrown instanceof ProblemError)) throw thrown;
      return { invocationMessage }; // `invoke` says why not
    }
  }

  invoke({ input }: vscode.LanguageModelToolInvocationOptions<TaskInput>): Promise<vscode.LanguageModelToolResult> {
    return told(async () => {
      const { tuple } = input;
      const { engine, spaces } = this.parts;
      const shown = this.#shown.get(tuple);
      this.#shown.delete(tuple);
      const task = await resolveTask(engine, tuple);
      if (shown !== task.id) return `${tuple} is another task by now than the one that was confirmed, or none was.`;
      await spaces.current();
      const isStarted = await attach(spaces, task, debuggerNamed(input.debugger));
      return isStarted
        ? `A debug session attached to ${tuple} (${task.name}).`
        : `${tuple} was not attached to; pspace_doctor says which gate is shut.`;
    });
  }
}

function debuggerNamed(name: string | undefined): DebuggerName | undefined {
  return debuggerNames.find((one) => one === name);
}
