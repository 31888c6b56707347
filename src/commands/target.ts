/** What a command was asked to act on: a row of the tree, a tuple, or whatever a person picks now. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import type { Thing } from "../views/outline.ts";
import type { Picked, Picker } from "../views/picker.ts";
import type { Row } from "../views/tree.ts";
import type { Engine } from "../client/engine.ts";

/** What a command gets of a click on a row that VS Code no longer knew at that moment. */
export const lostRow = Symbol("lost row");

/** What a key of the tree gives: `"args": { "focused": true }`, in package.json or a person's own keybindings. */
function isFocused(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "focused" in argument && argument.focused === true;
}

export interface Targets {
  /** Absent when the person changed their mind. */
  readonly task: (
    argument: unknown,
    question: string,
    wanted?: (task: WireTask) => boolean,
  ) => Promise<WireTask | undefined>;
  readonly space: (
    argument: unknown,
    question: string,
    wanted?: (space: WireSpace) => boolean,
  ) => Promise<WireSpace | undefined>;
  /** What was clicked, or stands under the keyboard, whatever it is. */
  readonly thing: (argument: unknown) => Promise<Thing | undefined>;
}

export interface TargetParts {
  readonly engine: Engine;
  readonly spaces: Spaces;
  readonly picker: Picker;
  readonly at: (row: Row) => Thing | undefined;
  /** The row that the keyboard stands on. */
  readonly focused: () => Promise<Row | undefined>;
  /** Whether a task's row is one of those that VS Code has just been told to ask for again. */
  readonly isRedrawn: (task: WireTask) => boolean;
}

/** How commands come to their targets. */
export function targetsOf(parts: TargetParts): Targets {
  const { picker } = parts;
  const rowOf = async (argument: unknown): Promise<unknown> =>
    isFocused(argument) ? parts.focused() : Promise.resolve(argument);
  const thingOf = (argument: unknown): Thing | undefined => (isRow(argument) ? parts.at(argument) : undefined);
  return {
    thing: async (argument) => thingOf(await rowOf(argument)),
    task: async (asked, question, wanted) => {
      const argument = await rowOf(asked);
      const thing = thingOf(argument);
      if (thing?.is === "task") return thing.task;
      if (isRow(argument) && argument.id.startsWith("task ")) {
        throw new ProblemError({ is: "taskGone", reference: "The task" });
      }
      if (typeof argument === "string") return resolveTask(parts.engine, argument);
      const picked = await (argument === lostRow
        ? pickLost(parts, question, wanted)
        : picker.pickTask(question, within(thing, wanted)));
      return picked?.is === "typed" ? resolveTask(parts.engine, picked.tuple) : picked?.task;
    },
    space: async (asked, question, wanted) => {
      const argument = await rowOf(asked);
      const thing = thingOf(argument);
      if (thing?.is === "space") return thing.space;
      if (thing?.is === "task") return parts.spaces.picture.spaces.get(thing.task.member);
      if (typeof argument === "string") return findSpace(parts.spaces, argument);
      return picker.pickSpace(question, wanted);
    },
  };
}

/** Of a space's row its own tasks are meant. */
function within(
  thing: Thing | undefined,
  wanted: ((task: WireTask) => boolean) | undefined,
): ((task: WireTask) => boolean) | undefined {
  if (thing?.is !== "space") return wanted;
  return (task) => task.member === thing.space.id && (wanted?.(task) ?? true);
}

/** Which row was clicked is not known, and is not guessed: the few that it may have been are offered. */
function pickLost(
  { picker, isRedrawn }: TargetParts,
  question: string,
  wanted: (task: WireTask) => boolean = () => true,
): Promise<Picked | undefined> {
  const title = vscode.l10n.t("{0} Its row was just being drawn again.", question);
  return picker.pickTask(title, (task) => wanted(task) && isRedrawn(task));
}

/** The task that a tuple names; fails with `unresolved`. */
export async function resolveTask(engine: Engine, tuple: string): Promise<WireTask> {
  const answer = await engine.ask(requests.resolve, { tuple });
  if (answer.is === "found") return answer.task;
  if (answer.is === "remembered") throw new ProblemError({ is: "taskGone", reference: tuple });
  throw new ProblemError({ is: "unresolved", resolution: answer });
}

async function findSpace(spaces: Spaces, words: string): Promise<WireSpace> {
  const picture = await spaces.current();
  const found = [...picture.spaces.values()].find((space) => [space.id, space.reference, space.name].includes(words));
  if (!found) throw new ProblemError({ is: "unresolved", resolution: { is: "noSuchSpace", space: words } });
  return found;
}

function isRow(argument: unknown): argument is Row {
  return typeof argument === "object" && argument !== null && "id" in argument && typeof argument.id === "string";
}
