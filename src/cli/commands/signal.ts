/** `pspace signal TUPLE SIGNAL`: through a pidfd, to that very task. Prints nothing: it was sent, or the exit code says why not. */
import { engineCommand, type Declare } from "../declare.ts";
import { whileHeld } from "../held.ts";
import { done, type Outcome } from "../outcome.ts";
import { noSuchSignal, signalDenied, taskEnded } from "../prose.ts";
import { parseSignal, signalName } from "../signals.ts";
import { printJson, type CommonOptions, type Use } from "../use.ts";

export async function signal(use: Use, tuple: string, words: string): Promise<Outcome> {
  const number = parseSignal(words);
  if (number === undefined) return noSuchSignal(words);
  return whileHeld(use, tuple, false, async (held) => {
    const { asks } = await use.engine();
    const answer = await asks.signal({ hold: held.hold, signal: number });
    if (answer.is === "gone") return taskEnded(held.tuple);
    if (answer.is === "denied") return signalDenied(held.tuple, signalName(number));
    if (use.json) await printJson(use, { outcome: "sent", tuple: held.tuple, signal: signalName(number) });
    return done;
  });
}

export const declareSignal: Declare = (program, run) => {
  engineCommand(program, "signal", "send a signal to that very task")
    .argument("<tuple>", "the task, as SPACE:NUMBER")
    .argument("<signal>", "its name or number: SIGTERM, term, 15")
    .action((tuple: string, words: string, options: CommonOptions) => run(options, (use) => signal(use, tuple, words)));
};
