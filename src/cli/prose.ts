/** The words for every failure of the command line: one sentence each, with its exit code. No other file in src/cli says what went wrong. */
import { debuggerNames, runPlaces } from "../model/plan.ts";
import type { Ending, Life, Unresolved } from "../model/resolution.ts";
import { exitCodes, type Outcome } from "./outcome.ts";
import { signalName } from "./signals.ts";

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;

/** How a task ended: `exited with code 1`, `killed by SIGSEGV (exit 139)`, or just `ended`. */
export function sayEnding(how: Ending | undefined): string {
  if (how?.signal !== undefined) return `killed by ${signalName(how.signal)} (exit ${(128 + how.signal).toString()})`;
  return how?.code === undefined ? "ended" : `exited with code ${how.code.toString()}`;
}

/** Who held a number: `nginx, from 2026-01-01T10:00:00Z until 2026-01-01T11:00:00Z (exited with code 0)`. */
export function sayLife(life: Life): string {
  const from = `${life.name}, from ${life.start}`;
  if (life.end !== undefined) return `${from} until ${life.end} (${sayEnding(life.how)})`;
  return life.how === undefined ? `${from}, and it still lives` : `${from} (${sayEnding(life.how)})`;
}

/** Why a lookup found nothing. */
export function outcomeOf(unresolved: Unresolved): Outcome {
  switch (unresolved.is) {
    case "noSuchSpace":
      return {
        exit: exitCodes.absent,
        sentence: `There is no space called ${unresolved.space}; \`pspace spaces\` lists them.`,
      };
    case "ambiguousSpace":
      return {
        exit: exitCodes.ambiguous,
        sentence: `More than one space is called ${unresolved.space}: say ${listed(unresolved.candidates)}.`,
      };
    case "ambiguousTask":
      return {
        exit: exitCodes.ambiguous,
        sentence: `Without the right to ask the kernel, ${unresolved.reference} can be ${listed(unresolved.candidates)}.`,
      };
    case "noSuchTask": {
      const last = unresolved.last === undefined ? "" : `; the last one was ${sayLife(unresolved.last)}`;
      return { exit: exitCodes.absent, sentence: `No task is called ${unresolved.reference}${last}.` };
    }
    case "notVisible":
      return {
        exit: unresolved.denied ? exitCodes.denied : exitCodes.absent,
        sentence: `${unresolved.reference} cannot be seen from ${unresolved.seenFrom}: ${ended(unresolved.why)}`,
      };
    case "badWords":
      return { exit: exitCodes.badWords, sentence: ended(unresolved.why) };
  }
}

/** A sentence of the engine's own, with its full stop. */
const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** What was typed cannot be a command line. `why` comes from the parser of the words. */
export const badWords = (why: string): Outcome => ({ exit: exitCodes.badWords, sentence: ended(why) });

export const noSuchSignal = (text: string): Outcome =>
  badWords(`${text} is not a signal: expected a name such as SIGTERM or a number between 1 and 64`);

export const noSuchDebugger = (name: string): Outcome =>
  badWords(`${name} is not a debugger that is known here: expected ${listed(debuggerNames)}`);

export const noSuchPlace = (place: string): Outcome =>
  badWords(`${place} is no place for a debugger: expected ${listed(runPlaces)}`);

/** The journal watched then and ever since. */
export const nobodyThen = (reference: string): Outcome => ({
  exit: exitCodes.absent,
  sentence: `No task was called ${reference} then.`,
});

export const taskEnded = (tuple: string): Outcome => ({
  exit: exitCodes.absent,
  sentence: `${tuple} has ended.`,
});

export const signalDenied = (tuple: string, signal: string): Outcome => ({
  exit: exitCodes.denied,
  sentence: `The kernel does not let this user send ${signal} to ${tuple}.`,
});

export const nameRefused = (why: string): Outcome => badWords(why);

/** The program could not be started in the space: not there, or entering was refused. */
export const notEntered = (space: string, program: string, why: "missing" | "denied"): Outcome =>
  why === "missing"
    ? { exit: exitCodes.absent, sentence: `${space} has no program ${program}: say another, as in \`-- PROGRAM\`.` }
    : { exit: exitCodes.denied, sentence: `The kernel does not let this user enter ${space}.` };

/** The engine threw, died or could not be started; `why` is its own account. */
export const engineFailed = (why: string): Outcome => ({
  exit: exitCodes.failed,
  sentence: `The engine failed: ${ended(why.split("\n", 1)[0] ?? why)}`,
});

export const noSuchFile = (file: string, why: string): Outcome => ({
  exit: exitCodes.badWords,
  sentence: `${file} cannot be read: ${ended(why)}`,
});

/** A line that commander could not parse; `message` is its own, of up to two lines. */
export function badLine(code: string, message: string, commands: readonly string[]): Outcome {
  if (code === "commander.help") return badWords(`Say what to do: ${listed(commands)}; \`pspace -h\` explains them`);
  const [first = "", second = ""] = message.replace(/^error: /, "").split("\n");
  const words = second === "" ? first.replace(/\.$/, "") : `${first.replace(/\.$/, "")} ${second}`;
  return badWords(`${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

/** Why a snapshot cannot do what only the machine itself can. */
export const offline = {
  plan: badWords("A snapshot keeps no rights, files and ports, which plan and doctor go by; ask the machine itself"),
  watch: badWords("Nothing changes in a snapshot any more; only the machine itself can be watched"),
  act: badWords("A snapshot is only read: signal, enter and name need the machine itself"),
} as const satisfies Readonly<Record<string, Outcome>>;
