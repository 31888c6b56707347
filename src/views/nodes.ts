/** What each row of the tree shows, decided without VS Code. */
import type { Picture } from "../client/picture.ts";
import type { Translate } from "../editor/words.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { iconOf, isAttachable, languageOf, plightOf, stateText } from "./kinds.ts";
import type { Outline, Thing } from "./outline.ts";
import { spaceText, taskText } from "./tooltip.ts";

/** `when` clauses match these words; package.json may use no others (manifest.test.ts). */
export const traits = ["host", "space", "group", "task", "attachable", "container", "observer", "nameable"] as const;
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
    case "task":
      return taskNode(outline, row, thing.task, t);
  }
}

function spaceNode(outline: Outline, space: WireSpace, t: Translate): Node {
  const isHost = space.id === "host";
  const tasks = isHost ? undefined : countText(space.tasks, t); // the host's is another at every moment
  const flags = flagText(outline.picture, space, t);
  const detail = [space.runtime, flags, tasks, space.provenance === "inferred" ? t("inferred") : undefined];
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
    ],
    expandable: isHost ? "open" : "closed",
    says: [kind, space.name, flags, tasks].filter((part) => part !== undefined).join(", "),
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
  const tasks = countText(
    thing.spaces.reduce((sum, space) => sum + space.tasks, 0),
    t,
  );
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

function taskNode(outline: Outline, row: string, task: WireTask, t: Translate): Node {
  const { picture, sight } = outline;
  const { shown, dimmed } = numbersOf(outline, task);
  const plight = plightOf(task, t);
  const language = languageOf(task);
  const space = picture.spaces.get(task.member);
  return {
    label: `${task.name} ${shown.toString()}`,
    detail: joined([dimmed, plight, language]),
    ...iconOf(task),
    traits: ["task", ...(isAttachable(task) ? ["attachable" as const] : [])],
    expandable: sight.flat !== undefined || outline.children(row).length === 0 ? "no" : opensAlone(space),
    says: [
      task.name,
      t("number {0} in {1}", picture.ownNumber(task), space?.name ?? task.member),
      task.member === "host" ? undefined : t("number {0} on the host", task.host.nr),
      stateText(task.state, t),
      language,
    ]
      .filter((part) => part !== undefined)
      .join(", "),
    tooltip: () => taskText(picture, task, t),
  };
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
  if (sight.numbers === "host") return { shown: task.host.nr, ...(away === undefined ? {} : { dimmed: away }) };
  const dimmed = joined([away, sight.numbers === "both" && task.member !== "host" ? onHost : undefined]);
  return dimmed === "" ? { shown: own } : { shown: own, dimmed };
}

/** What a space's flags mean, where they are not the ordinary ones; see ARCHITECTURE.md, "Words". */
function flagText(picture: Picture, space: WireSpace, t: Translate): string | undefined {
  if (space.id === "host" || space.flags.virtualPids) return undefined;
  const numbering = picture.spaces.get(space.numbering)?.name ?? space.numbering;
  return t("numbers of {0}", numbering);
}

function spaceIcon(space: WireSpace): string {
  if (space.id === "host") return "server-environment";
  if (!space.flags.virtualPids) return "vm-outline";
  return space.runtime === undefined ? "symbol-namespace" : "vm";
}

function countText(count: number, t: Translate): string {
  return count === 1 ? t("1 task") : t("{0} tasks", count);
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
