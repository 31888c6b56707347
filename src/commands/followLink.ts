/** Follows a link to a task: finds the task first, then asks a person by its name and space, and only then acts. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import type { Spaces } from "../client/spaces.ts";
import { attach } from "./attach.ts";
import { revealTask } from "./reveal.ts";
import { resolveTask } from "./target.ts";
import { badLink } from "../editor/prose.ts";
import { sayProblem, saySentence } from "../editor/say.ts";
import { ProblemError } from "../model/problem.ts";
import type { WireTask } from "../protocol/wire.ts";
import type { Sidebar } from "../views/sidebar.ts";
import { linksIn, parseLink, type Deed } from "../editor/link.ts";

export interface LinkParts {
  readonly engine: Engine;
  readonly spaces: Spaces;
  readonly sidebar: Sidebar;
}

export class LinkHandler implements vscode.UriHandler {
  constructor(private readonly parts: LinkParts) {}

  /** Never rejects for what the link says, or for a task that is not there: that is said in one sentence. */
  async handleUri({ path, query }: vscode.Uri): Promise<void> {
    const link = parseLink(path, query);
    if ("bad" in link) {
      saySentence(badLink(link, vscode.l10n.t));
      return;
    }
    try {
      const task = await resolveTask(this.parts.engine, link.tuple);
      await this.parts.spaces.current(); // what the task is called
      if (await this.isWanted(link.deed, link.tuple, task)) await this.act(link.deed, task);
    } catch (thrown) {
      if (!(thrown instanceof ProblemError)) throw thrown;
      sayProblem(thrown.problem);
    }
  }

  private async isWanted(deed: Deed, tuple: string, task: WireTask): Promise<boolean> {
    const { t } = vscode.l10n;
    const { picture } = this.parts.spaces;
    const space = picture.spaces.get(task.member)?.name ?? task.member;
    const [question, yes] =
      deed === "attach"
        ? [t("A link asks to attach a debugger to {0}: {1} in {2}.", tuple, task.name, space), t("Attach")]
        : [t("A link asks to show {0}: {1} in {2}.", tuple, task.name, space), t("Reveal in the tree")];
    const detail = task.command.join(" ").slice(0, 300);
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
  }

  private async act(deed: Deed, task: WireTask): Promise<void> {
    if (deed === "attach") await attach(this.parts.spaces, task);
    else await revealTask(this.parts.sidebar, this.parts.spaces.picture, task);
  }
}

class TaskTerminalLink extends vscode.TerminalLink {
  constructor(
    start: number,
    length: number,
    readonly text: string,
  ) {
    super(start, length, vscode.l10n.t("Follow the link to a task"));
  }
}

/** Where links are followed: from outside, and in a terminal without a way round through the machine. */
export function registerLinks(handler: LinkHandler): vscode.Disposable {
  const provider: vscode.TerminalLinkProvider<TaskTerminalLink> = {
    provideTerminalLinks: ({ line }) =>
      linksIn(line).map(({ start, length, text }) => new TaskTerminalLink(start, length, text)),
    handleTerminalLink: ({ text }) => handler.handleUri(vscode.Uri.parse(text)),
  };
  return vscode.Disposable.from(
    vscode.window.registerUriHandler(handler),
    vscode.window.registerTerminalLinkProvider(provider),
  );
}
