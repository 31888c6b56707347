/** What each row of the tree shows, decided without VS Code. */
import type { Picture } from "../client/picture.ts";
import type { Translate } from "../editor/words.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { iconOf, isAttachable, languageOf, plightOf, stateText } from "./kinds.ts";
import { loggedSpace } from "./log/source.ts";
import { spaceRow, type Outline, type Thing } from "./outline.ts";
import { numbersFor } from "./sight.ts";
import { spaceText, taskText } from "./tooltip.ts";

/** `when` clauses match these words; package.json may use no others (manifest.test.ts). */
export const traits = [
  "host",
  "space",
  "group",
  "task",
  "attachable",
  "container",
  "observer",
  "nameable",
  "logged",
] as const;
export type Trait = (typeof traits)[number];

export interface Node {
  readonly label: string;
  /** Dimmed, after the label. */
  readonly detail: string;
  readonly icon: string;
  readonly colour?: string;
  readonly traits: readonly Trait[];
  readonly expandable: "no" | "closed" | "open";
  /** What a screen reader says. */
  readonly says: string;
  /** Markdown, made when somebody points at the row. */
  readonly tooltip: () => string;
}

/** The row of a thing, in the order of `outline`. */
export function nodeOf(outline: Outline, row: string, thing: Thing, t: Translate): Node {
  switch (thing.is) {
    case "space":
      return spaceNode(outline, thing.space, t);
    case "group":
      return groupNode(thing, t);
    case "service":
      return serviceNode(thing, t);
    case "task":
      return taskNode(outline, row, thing.task, t);
  }
}

function spaceNode(outline: Outline, space: WireSpace, t: Translate): Node {
  const isHost = space.id === "host";
  const tasks = isHost ? undefined : countText(space.tasks, t); // the host's is another at every moment
  const flags = flagText(outline.picture, space, t);
  const frozen = space.frozen ? t("paused") : undefined;
  const detail = [frozen, space.runtime, flags, tasks, space.provenance === "inferred" ? t("inferred") : undefined];
  const kind = space.runtime ?? (isHost ? t("machine") : t("PID namespace"));
  const observer = outline.sight.seenFrom === space.id;
  return {
    label: space.name,
    detail: joined(detail),
    icon: spaceIcon(space),
    traits: [
      "space",
      ...(isHost ? ["host" as const] : []),
      ...(space.runtime === undefined ? [] : ["container" as const]),
      ...(space.runtime === undefined && !isHost ? ["nameable" as const] : []),
      ...(observer ? ["observer" as const] : []),
      ...(loggedSpace(outline.picture.spaces, space) ? ["logged" as const] : []),
    ],
    expandable: isHost || outline.parent(spaceRow(space)) === undefined ? "open" : "closed",
    says: [kind, space.name, frozen, flags, tasks].filter((part) => part !== undefined).join(", "),
    tooltip: () => spaceText(outline.picture, space, t),
  };
}

function groupNode(thing: Extract<Thing, { is: "group" }>, t: Translate): Node {
  const kinds = {
    compose: { word: t("Compose project"), icon: "package" },
    pod: { word: t("pod"), icon: "layers" },
    unit: { word: t("unit"), icon: "server-process" },
  };
  const { word, icon } = kinds[thing.group.kind];
  const tasks = countText(sumOf(thing.spaces), t);
  return {
    label: thing.group.name,
    detail: joined([word, tasks]),
    icon,
    traits: ["group"],
    expandable: "open",
    says: `${word}, ${thing.group.name}, ${tasks}`,
    tooltip: () => `**${thing.group.name}** (${word})`,
  };
}

function serviceNode(thing: Extract<Thing, { is: "service" }>, t: Translate): Node {
  const word = t("service");
  const containers = t("{0} containers", thing.spaces.length);
  const tasks = countText(sumOf(thing.spaces), t);
  return {
    label: thing.name,
    detail: joined([containers, tasks]),
    icon: "layers",
    traits: ["group"],
    expandable: "open",
    says: `${word}, ${thing.name}, ${containers}, ${tasks}`,
    tooltip: () => `**${thing.name}** (${word})`,
  };
}

const sumOf = (spaces: readonly WireSpace[]): number => spaces.reduce((sum, space) => sum + space.tasks, 0);

function taskNode(outline: Outline, row: string, task: WireTask, t: Translate): Node {
  const { picture, sight } = outline;
  const { shown, dimmed } = numbersOf(outline, task);
  const space = picture.spaces.get(task.member);
  const held = heldBy(outline, task, space, t);
  const plight = held?.words ?? plightOf(task, t);
  const language = languageOf(task);
  return {
    label: `${task.name} ${shown.toString()}`,
    detail: joined([dimmed, plight, language]),
    ...(held ? { icon: held.icon, colour: "charts.yellow" } : iconOf(task)),
    traits: [
      "task",
      ...(isAttachable(task) ? ["attachable" as const] : []),
      ...(space && loggedSpace(picture.spaces, space) ? ["logged" as const] : []),
    ],
    expandable: sight.flat !== undefined || outline.children(row).length === 0 ? "no" : opensAlone(space),
    says: [
      task.name,
      t("number {0} in {1}", picture.ownNumber(task), space?.name ?? task.member),
      task.member === "host" ? undefined : t("number {0} on the host", task.host.nr),
      stateText(task.state, t),
      held?.words,
      language,
    ]
      .filter((part) => part !== undefined)
      .join(", "),
    tooltip: () => taskText(picture, task, t),
  };
}

/** What keeps it from running as it would, where that is not its own state. */
function heldBy({ attached }: Outline, task: WireTask, space: WireSpace | undefined, t: Translate) {
  if (attached.has(task.id)) return { words: t("debugger attached"), icon: "debug-alt" };
  return space?.frozen ? { words: t("paused"), icon: "debug-pause" } : undefined;
}

/** More processes than this are not all listed because somebody opened their space. */
const few = 200;

/** A container's processes are all there when it is opened; the host's are too many for that. */
function opensAlone(space: WireSpace | undefined): "open" | "closed" {
  return space && space.id !== "host" && space.tasks <= few ? "open" : "closed";
}

/** Which number stands by the name, and which one dimmed after it. */
function numbersOf({ picture, sight }: Outline, task: WireTask): { readonly shown: number; readonly dimmed?: string } {
  const own = picture.ownNumber(task);
  const onHost = `host ${task.host.nr.toString()}`;
  const seen = picture.numberIn(task, sight.seenFrom);
  const away = sight.flat === undefined ? undefined : picture.ownTuple(task);
  if (sight.seenFrom !== "host" && seen !== undefined) {
    return { shown: seen, dimmed: joined([seen === own ? away : picture.ownTuple(task), onHost]) };
  }
  const numbers = numbersFor(sight, picture.spaces.get(task.member)?.identity);
  if (numbers === "host") return { shown: task.host.nr, ...(away === undefined ? {} : { dimmed: away }) };
  const dimmed = joined([away, numbers === "both" && task.member !== "host" ? onHost : undefined]);
  return dimmed === "" ? { shown: own } : { shown: own, dimmed };
}

/** What a space's flags mean, where they are not the ordinary ones; see ARCHITECTURE.md, "Words". */
function flagText(picture: Picture, space: WireSpace, t: Translate): string | undefined {
  if (space.id === "host" || space.flags.virtualPids) return undefined;
  if (space.numbering === space.id) return t("numbers not known");
  const numbering = picture.spaces.get(space.numbering)?.name ?? space.numbering;
  return t("numbers of {0}", numbering);
}

/** Codicon of a space by what made it; meaning is in the words too. */
export function spaceIcon(space: WireSpace): string {
  if (space.id === "host") return "server-environment";
  if (space.frozen) return "debug-pause";
  if (!space.flags.virtualPids) return "vm-outline";
  return space.runtime === undefined ? "symbol-namespace" : "vm";
}

/** A number of tasks in words. */
export function countText(count: number, t: Translate): string {
  return count === 1 ? t("1 task") : t("{0} tasks", count);
}

/** What stands dimmed after a label: the parts that there are. */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
