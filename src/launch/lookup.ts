/** Asks the engine which task each field of a configuration names, now. */
import type { Engine } from "../client/engine.ts";
import { chooseTask } from "../debug/wanted.ts";
import type { Translate } from "../editor/words.ts";
import { requests } from "../protocol/messages.ts";
import type { WireTask } from "../protocol/wire.ts";
import type { LaunchEntry, LaunchField } from "./fields.ts";
import { findingOf, questionOf, type Finding } from "./findings.ts";

/** Of one field: the task that it names, or what is wrong with it, or neither where that cannot be known. */
export interface Looked {
  readonly field: LaunchField;
  readonly task?: WireTask;
  readonly finding?: Finding;
}

/** Rejects with a ProblemError when there is no engine. */
export async function lookUp(engine: Engine, entry: LaunchEntry, field: LaunchField, t: Translate): Promise<Looked> {
  const question = questionOf(entry, field, t);
  switch (question.is) {
    case "settled":
      return { field, ...(question.finding ? { finding: question.finding } : {}) };
    case "tuple": {
      const { tuple } = question;
      const answer = await engine.ask(requests.resolve, { tuple });
      if (answer.is === "found") return { field, task: answer.task };
      const finding = answer.is === "remembered" ? undefined : findingOf(answer, tuple, t);
      return { field, ...(finding ? { finding } : {}) };
    }
    case "match":
      return lookUpMatch(engine, entry, field, question, t);
  }
}

async function lookUpMatch(
  engine: Engine,
  entry: LaunchEntry,
  field: LaunchField,
  { space, match }: { readonly space: string; readonly match: string },
  t: Translate,
): Promise<Looked> {
  const answer = await engine.ask(requests.tasks, { space });
  if (answer.is !== "found") {
    const finding = findingOf(answer, "", t);
    const at = entry.fields.find(({ holds }) => holds === "space") ?? field;
    return { field: at, ...(finding ? { finding } : {}) };
  }
  const chosen = chooseTask(answer.tasks, space, match);
  if (!("is" in chosen)) return { field, task: chosen };
  const nobody = { severity: "warning", text: t("No task in {0} matches “{1}”.", space, match), instead: [] } as const;
  const several = chosen.is === "unresolved" ? findingOf(chosen.resolution, "", t) : undefined;
  return { field, finding: several ? { ...several, instead: [] } : nobody };
}

/** Every field of a configuration. */
export function lookUpAll(engine: Engine, entry: LaunchEntry, t: Translate): Promise<readonly Looked[]> {
  return Promise.all(entry.fields.map((field) => lookUp(engine, entry, field, t)));
}
