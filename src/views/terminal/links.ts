/**
 * Numbers in a terminal become links where it is known whose they are: a terminal that we opened in a space, the
 * output of `docker logs|exec|top`, `kubectl logs|exec`; in any other the numbers are those of our own space. Which
 * numbers are processes' and who holds them, the engine says, as for every text.
 */
import * as vscode from "vscode";
import type { Engine } from "../../client/engine.ts";
import type { Picture } from "../../client/picture.ts";
import type { Spaces } from "../../client/spaces.ts";
import { ProblemError } from "../../model/problem.ts";
import { requests } from "../../protocol/messages.ts";
import type { WireHolder, WireNumber } from "../../protocol/wireText.ts";
import { findSpeaker, speakerOf, type Speaker } from "./commandLine.ts";

/** Terminals that we open carry their space in this variable. */
export const spaceVariable = "PSPACE";

class NumberLink extends vscode.TerminalLink {
  constructor(
    { start, length }: WireNumber,
    tooltip: string,
    readonly holder: WireHolder,
  ) {
    super(start, length, tooltip);
  }
}

export interface TerminalParts {
  readonly engine: Engine;
  readonly spaces: Pick<Spaces, "current">;
  /** A link was followed. */
  readonly follow: (holder: WireHolder) => void;
}

export class NumberTerminalLinks implements vscode.TerminalLinkProvider<NumberLink>, vscode.Disposable {
  readonly #speakers = new WeakMap<vscode.Terminal, Speaker>();
  readonly #registered: vscode.Disposable;

  constructor(private readonly parts: TerminalParts) {
    this.#registered = vscode.Disposable.from(
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
        const speaker = speakerOf(execution.commandLine.value);
        if (speaker) this.#speakers.set(terminal, speaker);
        else this.#speakers.delete(terminal);
      }),
      vscode.window.registerTerminalLinkProvider(this),
    );
  }

  /** None where it is not known whose numbers they are, where nobody has or had them, or there is no engine. */
  async provideTerminalLinks({
    line,
    terminal,
  }: Pick<vscode.TerminalLinkContext, "line" | "terminal">): Promise<NumberLink[]> {
    if (!/\d/.test(line)) return [];
    const speaker = this.#speakers.get(terminal) ?? openedFor(terminal);
    try {
      const told = wordsOf(await this.parts.spaces.current(), speaker);
      if (told === undefined) return [];
      const asked = { uri: "terminal:", told, edges: [], lines: [{ line: 0, text: line }], who: true, alone: true };
      const { numbers } = await this.parts.engine.ask(requests.text, asked);
      return numbers.flatMap(linkOf);
    } catch (thrown) {
      if (thrown instanceof ProblemError) return []; // the next engine will say
      throw thrown;
    }
  }

  handleTerminalLink({ holder }: NumberLink): void {
    this.parts.follow(holder);
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

/** Without a speaker, our own space's; absent where a speaker is no space, or more than one. */
function wordsOf(picture: Picture, speaker: Speaker | undefined): string | undefined {
  const space = speaker ? findSpeaker(picture, speaker) : picture.spaces.get(picture.self);
  return space?.reference;
}

function linkOf(number: WireNumber): readonly NumberLink[] {
  const { holder, tuple } = number;
  if (tuple === undefined || (holder?.is !== "living" && holder?.is !== "ended")) return [];
  const name = holder.is === "living" ? holder.task.name : holder.life.name;
  return [new NumberLink(number, `${name}, ${tuple}`, holder)];
}

function openedFor(terminal: vscode.Terminal): Speaker | undefined {
  const { env } = terminal.creationOptions as vscode.TerminalOptions;
  const words = env?.[spaceVariable];
  return typeof words === "string" ? { is: "space", words } : undefined;
}
