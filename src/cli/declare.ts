/**
 * How a command is declared: once, in its own file, and everything else is made from that: what is parsed, `-h`,
 * the completion of shells and the manual page. An argument's name says what it is, and so how it is completed.
 */
import type { Command } from "commander";
import type { Run } from "./use.ts";

/** Adds one command (or a pair that belongs together) to the program. */
export type Declare = (program: Command, run: Run) => void;

/** A command that asks an engine, with the options that all of them have. */
export function engineCommand(program: Command, name: string, description: string): Command {
  return plainCommand(program, name, description)
    .option("--json", "one JSON value on stdout")
    .option("--host <host>", "ask the engine of another host, over ssh")
    .option("--proc <folder>", "a procfs that is mounted elsewhere")
    .option("--from <file>", "ask a snapshot instead of the machine");
}

/** A command that needs no engine. */
export function plainCommand(program: Command, name: string, description: string): Command {
  return program.command(name).description(description);
}
