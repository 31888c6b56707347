/** `pspace enter SPACE [-- PROGRAM …]`: runs a program in the namespaces of a space, with this terminal; its exit code is ours. */
import { engineCommand, type Declare } from "../declare.ts";
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { done, type Outcome } from "../outcome.ts";
import { notEntered, outcomeOf } from "../prose.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

/** A shell that nearly every image has; one without says so. */
const shell = ["sh"] as const;

/** As nsenter(1) and env(1) say it. */
const exitNotFound = 127;

export async function enter(use: Use, space: string, program: readonly string[]): Promise<Outcome> {
  const { asks, commandFor } = await use.engine();
  const entered = await asks.enter({ space });
  if (entered.is !== "found") return outcomeOf(entered);
  const wanted = program.length === 0 ? shell : program;
  const command = commandFor([...entered.prefix, ...wanted]);
  if (use.json) {
    await printJson(use, { space: entered.space.id, command });
    return done;
  }
  const [file = "", ...rest] = command;
  const exit = await run(file, rest);
  if (exit === "missing") return notEntered(space, file, "missing");
  if (exit === exitNotFound && program.length === 0) return notEntered(space, shell[0], "missing");
  return { exit };
}

/** Settles with its exit code; 128 and the signal's number where a signal ended it, as shells have it. */
function run(file: string, args: readonly string[]): Promise<number | "missing"> {
  return new Promise((settle) => {
    const child = spawn(file, args, { stdio: "inherit" });
    const ignore = (): void => undefined; // what is typed at the terminal is for the program, not for us
    process.on("SIGINT", ignore);
    process.on("SIGQUIT", ignore);
    child.on("error", () => {
      settle("missing");
    });
    child.on("exit", (code, signal) => {
      process.off("SIGINT", ignore);
      process.off("SIGQUIT", ignore);
      settle(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

export const declareEnter: Declare = (program, run) => {
  engineCommand(program, "enter", "run a program in the namespaces of a space (default: a shell)")
    .argument("<space>", "the space")
    .argument("[program...]", "after `--`: the program and its arguments")
    .action((space: string, words: readonly string[], options: CommonOptions) =>
      run(options, (use) => enter(use, space, words)),
    );
};
