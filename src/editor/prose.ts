/**
 * Every failure in words: one sentence, and at most three ways out. Pure but for the texts' language; the
 * half that shows them is say.ts. A new Problem must be given words here before it compiles.
 */
import { endingText } from "./ending.ts";
import type { Problem } from "../model/problem.ts";
import type { Life, Unresolved } from "../model/resolution.ts";
import { Command, type CommandId } from "./ids.ts";
import type { BadLink } from "./link.ts";
import type { Translate } from "./words.ts";

export interface WayOut {
  readonly title: string;
  readonly command: CommandId;
  readonly argument?: unknown;
}

export interface Sentence {
  readonly text: string;
  readonly severity: "error" | "warning";
  readonly offer: readonly WayOut[];
}

/** A problem as a person reads it. */
export function sentenceFor(problem: Problem, t: Translate): Sentence {
  const out = waysOut(t);
  switch (problem.is) {
    case "unresolved":
      return { text: unresolvedText(problem.resolution, t), severity: "error", offer: [out.refresh, out.find] };
    case "engineStopped":
      return { text: t("The PID Spaces engine is not running."), severity: "error", offer: [out.restart, out.log] };
    case "gateShut":
      return {
        text: gateText(problem.reference, problem.gate.why, problem.gate.cure, t),
        severity: "error",
        offer: [out.why(problem.reference), out.log],
      };
    case "notElevated":
      return notElevated(problem.reference, problem.why, t);
    case "taskGone":
      return { text: t("{0} has exited.", problem.reference), severity: "error", offer: [out.refresh, out.find] };
    case "wrongTask":
      return {
        text: t("Not {0} was attached but {1}; the session was ended.", problem.reference, problem.found),
        severity: "error",
        offer: [out.log],
      };
    case "debuggerMissing":
      return {
        text: t("{0} is not installed: {1}.", problem.debugger, problem.install.replace(/\.$/, "")),
        severity: "error",
        offer: [out.log],
      };
    case "attachFailed":
      return {
        text: t("{0} could not be attached: {1}.", problem.reference, problem.why.replace(/\.$/, "")),
        severity: "error",
        offer: [out.why(problem.reference), out.log],
      };
  }
}

/** The rights of root were asked for, and not given. */
function notElevated(reference: string, why: string, t: Translate): Sentence {
  const out = waysOut(t);
  const text = t("{0} was not attached to with the rights of root: {1}.", reference, why.replace(/\.$/, ""));
  return { text, severity: "warning", offer: [out.why(reference), out.log] };
}

/** The engine ended by itself: once when it is started again, and once when that is given up. */
export function engineDied(willRestart: boolean, t: Translate): Sentence {
  const out = waysOut(t);
  return willRestart
    ? { text: t("The PID Spaces engine stopped and is being started again."), severity: "warning", offer: [out.log] }
    : { text: t("The PID Spaces engine keeps stopping."), severity: "error", offer: [out.restart, out.log] };
}

/** The kernel would not let the signal through. */
export function signalDenied(reference: string, t: Translate): Sentence {
  const text = t("{0} was not signalled: the kernel does not let you signal it.", reference);
  return { text, severity: "error", offer: [waysOut(t).why(reference)] };
}

/** The engine would not keep a name for a space. */
export function nameRefused(name: string, why: string, t: Translate): Sentence {
  return { text: t("The name {0} was not given: {1}.", name, why.replace(/\.$/, "")), severity: "error", offer: [] };
}

/** Nobody keeps what a space says, or we do not know where. */
export function noLog(space: string, t: Translate): Sentence {
  return { text: t("{0} has no log that is known here.", space), severity: "warning", offer: [] };
}

/** A task that cannot be attached again after its end, for nothing tells who comes after it. */
export function notKept(reference: string, t: Translate): Sentence {
  const text = t("{0} is attached, but not again after its end: its space has no name to come back under.", reference);
  return { text, severity: "warning", offer: [] };
}

/** Of several tasks that were to be attached together, some were not. */
export function partlyAttached(
  all: number,
  failed: readonly { readonly reference: string; readonly problem?: Problem }[],
  t: Translate,
): Sentence {
  const list = failed.map(({ reference, problem }) => (problem ? sentenceFor(problem, t).text : reference));
  const text = t("{0} of {1} tasks were attached. Not attached: {2}", all - failed.length, all, list.join(" "));
  return { text, severity: "warning", offer: [waysOut(t).log] };
}

/** A link that asks for nothing that can be done. */
export function badLink(link: BadLink, t: Translate): Sentence {
  return { text: badLinkText(link, t), severity: "error", offer: [waysOut(t).find] };
}

function badLinkText(link: BadLink, t: Translate): string {
  switch (link.bad) {
    case "deed":
      return t("This link asks for something that PID Spaces does not do.");
    case "task":
      return t("This link names no task: it should end as in ?task=web:17.");
    case "words":
      return t("This link names no task: {0}.", link.why.replace(/\.$/, ""));
  }
}

/** A file that is no snapshot, or cannot be read. */
export function badSnapshot(name: string, why: string, t: Translate): Sentence {
  return { text: t("{0} cannot be read: {1}.", name, why.replace(/\.$/, "")), severity: "error", offer: [] };
}

/** No debug session, or one whose task is not known. */
export function noSession(t: Translate): Sentence {
  return { text: t("No debug session of a task is active."), severity: "warning", offer: [waysOut(t).find] };
}

/** The task that a number in a text means has ended; `since` has taken its number. */
export function numberEnded(life: Life, since: Life | undefined, t: Translate): Sentence {
  const ended = t("{0}: {1}.", life.tuple, lifeText(life, t));
  const text = since ? t("{0} The number is another’s since: {1}.", ended, since.name) : ended;
  return { text, severity: "warning", offer: [waysOut(t).find] };
}

/** Where the cursor is there is no number that is known to be a task's. */
export function numberOfNobody(t: Translate): Sentence {
  return { text: t("Here is no number of a process or thread."), severity: "warning", offer: [waysOut(t).find] };
}

function waysOut(
  t: Translate,
): Record<"refresh" | "find" | "restart" | "log", WayOut> & { why: (tuple: string) => WayOut } {
  return {
    refresh: { title: t("Refresh"), command: Command.refresh },
    find: { title: t("Find a Task"), command: Command.findTask },
    restart: { title: t("Restart the Engine"), command: Command.restartEngine },
    log: { title: t("Show Log"), command: Command.showLog },
    why: (tuple) => ({ title: t("Why?"), command: Command.whyNot, argument: tuple }),
  };
}

function gateText(reference: string, why: string, cure: string | undefined, t: Translate): string {
  const reason = why.replace(/\.$/, "");
  return cure === undefined
    ? t("{0} cannot be attached to: {1}.", reference, reason)
    : t("{0} cannot be attached to: {1}. {2}", reference, reason, cure);
}

function unresolvedText(resolution: Unresolved, t: Translate): string {
  switch (resolution.is) {
    case "noSuchSpace":
      return t("There is no space called {0}.", resolution.space);
    case "ambiguousSpace":
      return t("{0} names more than one space: {1}.", resolution.space, resolution.candidates.join(", "));
    case "ambiguousTask":
      return t("{0} may be any of {1}.", resolution.reference, resolution.candidates.join(", "));
    case "noSuchTask":
      return resolution.last
        ? t("There is no task {0}; {1}.", resolution.reference, lifeText(resolution.last, t))
        : t("There is no task {0}.", resolution.reference);
    case "notVisible":
      return t("{0} cannot be seen from {1}: {2}.", resolution.reference, resolution.seenFrom, resolution.why);
    case "badWords":
      return resolution.why.endsWith(".") ? resolution.why : `${resolution.why}.`;
  }
}

function lifeText(life: Life, t: Translate): string {
  const { name, end, how } = life;
  if (end === undefined) return t("{0} held the number", name);
  if (how === undefined) return t("{0} held the number and exited at {1}", name, end);
  return t("{0} held the number and ended at {1} ({2})", name, end, endingText(how, t));
}
