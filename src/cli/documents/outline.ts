/** What a commander table says, as plain data: the one source of the shells' completion and of the manual page. */
import type { Command } from "commander";

export interface ArgumentOutline {
  /** Says what it is: `space`, `tuple`, `signal`, `program`, `file` … */
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly variadic: boolean;
  readonly choices: readonly string[];
}

export interface OptionOutline {
  /** `--seen-from`, with its dashes. */
  readonly flag: string;
  /** What follows it; absent for a switch. */
  readonly value?: string;
  readonly description: string;
}

export interface CommandOutline {
  readonly name: string;
  readonly description: string;
  readonly arguments: readonly ArgumentOutline[];
  readonly options: readonly OptionOutline[];
}

export interface Outline {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly commands: readonly CommandOutline[];
}

export function outlineOf(program: Command): Outline {
  return {
    name: program.name(),
    description: program.description(),
    version: program.version() ?? "",
    commands: program.commands.map(commandOf),
  };
}

function commandOf(command: Command): CommandOutline {
  return {
    name: command.name(),
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      required: argument.required,
      variadic: argument.variadic,
      choices: argument.argChoices ?? [],
    })),
    options: command.options.map((option) => {
      const value = /[<[]([^\]>]+)[\]>]/.exec(option.flags)?.[1];
      return {
        flag: option.long ?? option.flags,
        description: option.description,
        ...(value === undefined ? {} : { value }),
      };
    }),
  };
}
