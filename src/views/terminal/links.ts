/**
 * Numbers in a terminal become links where it is known whose they are: a terminal that we opened in a space, the
 * output of `docker logs|exec`, `kubectl logs|exec`; anywhere else only numbers that a word says are a process's.
 */
import * as vscode from "vscode";
import type { Spaces } from "../../client/spaces.ts";
import type { WireTask } from "../../protocol/wire.ts";
import { findSpeaker, speakerOf, type Speaker } from "./commandLine.ts";
import { numbersIn } from "./numbers.ts";

/** Terminals that we open carry their space in this variable. */
export const spaceVariable = "PSPACE";

class NumberLink extends vscode.TerminalLink {
  constructor(
    start: number,
    length: number,
    tooltip: string,
    readonly task: WireTask,
  ) {
    super(start, length, tooltip);
  }
}

/** `chosen`: a link was followed. */
export function registerTerminalLinks(spaces: Spaces, chosen: (task: WireTask) => void): vscode.Disposable {
  const speakers = new WeakMap<vscode.Terminal, Speaker>();
  const provider: vscode.TerminalLinkProvider<NumberLink> = {
    provideTerminalLinks: ({ line, terminal }) => linksIn(spaces, line, speakers.get(terminal) ?? openedFor(terminal)),
    handleTerminalLink: ({ task }) => {
      chosen(task);
    },
  };
  return vscode.Disposable.from(
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
      const speaker = speakerOf(execution.commandLine.value);
      if (speaker) speakers.set(terminal, speaker);
      else speakers.delete(terminal);
    }),
    vscode.window.registerTerminalLinkProvider(provider),
  );
}

async function linksIn(spaces: Spaces, line: string, speaker: Speaker | undefined): Promise<NumberLink[]> {
  const numbers = numbersIn(line).filter(({ told }) => told || speaker !== undefined);
  if (numbers.length === 0) return [];
  const picture = await spaces.current();
  const space = speaker ? findSpeaker(picture, speaker) : picture.spaces.get(picture.self);
  if (!space) return [];
  return numbers.flatMap(({ start, length, nr }) => {
    const task = picture.taskAt(space.id, nr);
    if (!task) return [];
    const who = vscode.l10n.t("{0}, {1} in {2}", task.name, nr, space.name);
    return [new NumberLink(start, length, who, task)];
  });
}

function openedFor(terminal: vscode.Terminal): Speaker | undefined {
  const { env } = terminal.creationOptions as vscode.TerminalOptions;
  const words = env?.[spaceVariable];
  return typeof words === "string" ? { is: "space", words } : undefined;
}
