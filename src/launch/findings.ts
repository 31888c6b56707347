/** What is wrong with a field that names a task or a space, in one sentence: only where it can be known. Pure. */
import { sentenceFor } from "../editor/prose.ts";
import type { Translate } from "../editor/words.ts";
import type { Unresolved } from "../model/resolution.ts";
import { parseSpace, parseTuple } from "../model/reference.ts";
import type { LaunchEntry, LaunchField } from "./fields.ts";

export interface Finding {
  readonly severity: "error" | "warning";
  readonly text: string;
  /** Tuples that may have been meant. */
  readonly instead: readonly string[];
}

/** What has to be asked of the engine before a field can be judged. */
export type Question =
  | { readonly is: "tuple"; readonly tuple: string }
  | { readonly is: "match"; readonly space: string; readonly match: string }
  /** Decided already: nothing to say, or this. */
  | { readonly is: "settled"; readonly finding?: Finding };

const nothing: Question = { is: "settled" };

/** A bare number: in a field of another debugger it is that debugger's own affair. */
export function bareNumber({ value }: LaunchField): number | undefined {
  const nr = typeof value === "number" ? value : /^\s*\d+\s*$/.test(value) ? Number(value) : undefined;
  return nr !== undefined && Number.isSafeInteger(nr) && nr > 0 ? nr : undefined;
}

/** Never throws. Variables, other hosts and what waits for a task that is still to come cannot be known. */
export function questionOf(entry: LaunchEntry, field: LaunchField, t: Translate): Question {
  const isOurs = entry.configuration["type"] === "pspace";
  if (field.holds === "match") return matchOf(entry, field);
  const { value } = field;
  if (field.holds === "space") {
    const reference = parseSpace(String(value));
    const isTyped = typeof value === "string" && value !== "" && !value.includes("${");
    return isTyped && "bad" in reference ? settled(reference.bad) : nothing;
  }
  const nr = bareNumber(field);
  if (nr !== undefined) return isOurs ? settled(t("{0} alone names no task: say in which space.", nr)) : nothing;
  if (typeof value !== "string" || value.trim() === "" || value.includes("${")) return nothing;
  const reference = parseTuple(value);
  if ("bad" in reference) return isOurs || value.includes(":") ? settled(reference.bad) : nothing;
  return reference.space.at === undefined ? { is: "tuple", tuple: value.trim() } : nothing;
}

function matchOf({ configuration }: LaunchEntry, { value }: LaunchField): Question {
  const { space, waitFor, task } = configuration;
  const isKnown = typeof space === "string" && space !== "" && typeof value === "string" && value !== "";
  if (!isKnown || task !== undefined || `${space}${value}`.includes("${")) return nothing;
  const reference = parseSpace(space);
  if ("bad" in reference || reference.at !== undefined || waitFor === true) return nothing;
  return { is: "match", space, match: value };
}

function settled(why: string): Question {
  const text = why.endsWith(".") ? why : `${why}.`;
  return { is: "settled", finding: { severity: "error", text, instead: [] } };
}

/** How a lookup ended, where that is a fault; a task that cannot be seen from here may well be there. */
export function findingOf(resolution: Unresolved, typed: string, t: Translate): Finding | undefined {
  if (resolution.is === "notVisible") return undefined;
  const { text } = sentenceFor({ is: "unresolved", resolution }, t);
  return { severity: resolution.is === "badWords" ? "error" : "warning", text, instead: insteadOf(resolution, typed) };
}

function insteadOf(resolution: Unresolved, typed: string): readonly string[] {
  if (resolution.is === "ambiguousTask") return resolution.candidates;
  if (resolution.is !== "ambiguousSpace") return [];
  const number = typed.slice(typed.lastIndexOf(":"));
  return resolution.candidates.map((space) => `${space}${number}`);
}
