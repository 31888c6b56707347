/** The whole command line as commander's table: every command, and what a line that cannot be parsed is answered with. */
import { Command, CommanderError } from "commander";
import { declareDocuments } from "./commands/documents.ts";
import { declareEnter } from "./commands/enter.ts";
import { declareName } from "./commands/name.ts";
import { declarePlan } from "./commands/plan.ts";
import { declareResolve } from "./commands/resolve.ts";
import { declareServe } from "./commands/serve.ts";
import { declareSignal } from "./commands/signal.ts";
import { declareSnapshot } from "./commands/snapshot.ts";
import { declareSpaces } from "./commands/spaces.ts";
import { declareTasks } from "./commands/tasks.ts";
import { declareWatch } from "./commands/watch.ts";
import type { Declare } from "./declare.ts";
import { done, type Outcome } from "./outcome.ts";
import { badLine } from "./prose.ts";
import type { Run } from "./use.ts";

/** In the order in which `-h` and the manual list them. */
const commands: readonly Declare[] = [
  declareSpaces,
  declareTasks,
  declareResolve,
  declarePlan,
  declareWatch,
  declareSignal,
  declareEnter,
  declareName,
  declareSnapshot,
  declareServe,
  declareDocuments,
];

/** The table; nothing runs until it is given a line. */
export function programFor(run: Run, version: string): Command {
  const program = new Command("pspace")
    .description("Which task is (space, pid)? The same task has a number in each space that sees it.")
    .version(version)
    .helpCommand(false);
  for (const declare of commands) declare(program, run);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: () => undefined, writeErr: () => undefined });
    command.showSuggestionAfterError(true);
  }
  return program;
}

/** Parses the words after `pspace` and runs the command; a line that is none becomes bad words. */
export async function runLine(program: Command, words: readonly string[]): Promise<Outcome | undefined> {
  if (words.length === 0) return badLine("commander.help", "", namesOf(program));
  try {
    await program.parseAsync([...words], { from: "user" });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? done : badLine(thrown.code, thrown.message, namesOf(program));
  }
}

const namesOf = (program: Command): readonly string[] => program.commands.map((command) => command.name());
