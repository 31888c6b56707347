/** `pspace completion SHELL` and `pspace manual`: what the table of commands says, for a shell and for man(1). */
import { Argument, type Command } from "commander";
import { plainCommand, type Declare } from "../declare.ts";
import { bashCompletion } from "../documents/bash.ts";
import { fishCompletion } from "../documents/fish.ts";
import { manualPage } from "../documents/manual.ts";
import { outlineOf, type Outline } from "../documents/outline.ts";
import { zshCompletion } from "../documents/zsh.ts";
import { done } from "../outcome.ts";
import type { Run } from "../use.ts";

const completions = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

type Shell = keyof typeof completions;

const shells = Object.keys(completions) as readonly Shell[];

export const declareDocuments: Declare = (program: Command, run: Run) => {
  const printed = (write: (outline: Outline) => string) =>
    run({}, async (use) => {
      await use.print(write(outlineOf(program)));
      return done;
    });
  plainCommand(program, "completion", "print the completion script of a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .action((shell: Shell) => printed(completions[shell]));
  plainCommand(program, "manual", "print the manual page, for man(1)").action(() =>
    printed((outline) => manualPage(outline, new Date().toISOString().slice(0, 10))),
  );
};
