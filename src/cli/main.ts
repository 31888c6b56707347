/** Entry of `pspace`: standard streams, exit codes and the program's table. Decides nothing. */
// eslint-disable-next-line pspace/one-way-imports -- The version is kept in one place, and bundled from there.
import { version } from "../../package.json";
import { openEngine } from "./openEngine.ts";
import type { Outcome } from "./outcome.ts";
import { programFor, runLine } from "./program.ts";
import { runAct, type Stage } from "./runner.ts";

/** A reader that has seen enough (`pspace watch | head`) is no failure. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 5);
});

const stage: Stage = {
  open: openEngine,
  serve: async (proc) => {
    const { serveStdio } = await import("./serveStdio.ts");
    return serveStdio(proc);
  },
  print: (text) =>
    new Promise((settle) => {
      process.stdout.write(text, () => {
        settle();
      });
    }),
  ...(process.stdout.isTTY ? { width: process.stdout.columns } : {}),
};

async function main(words: readonly string[]): Promise<Outcome> {
  let outcome: Outcome | undefined;
  const program = programFor(async (options, act) => {
    outcome = await runAct(stage, options, act);
  }, version);
  return (await runLine(program, words)) ?? outcome ?? { exit: 0 };
}

void main(process.argv.slice(2)).then(({ exit, sentence }) => {
  if (sentence !== undefined) process.stderr.write(`${sentence}\n`);
  process.exit(exit); // what the engine still has open (sockets, workers) is of no use any more
});
