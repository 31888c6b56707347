/** Everything known of a row, as Markdown: every tuple with how it is known. Pure. */
import type { Picture } from "../client/picture.ts";
import { code, escaped, timeText } from "../editor/markdown.ts";
import type { Translate } from "../editor/words.ts";
import { gateNames, shutGate, type Plan } from "../model/plan.ts";
import type { Provenance } from "../model/space.ts";
import type { WireSpace, WireTask } from "../protocol/wire.ts";
import { languageOf, stateText } from "./kinds.ts";

/** A task: all its names, its command, whose it is, since when. */
export function taskText(picture: Picture, task: WireTask, t: Translate): string {
  const command = task.command.join(" ");
  const language = languageOf(task);
  return [
    `**${escaped(task.name)}** (${[stateText(task.state, t), language].filter(Boolean).join(", ")})`,
    "",
    `| ${t("space")} | ${t("number")} | ${t("known by")} |`,
    "| :-- | --: | :-- |",
    ...task.tuples
      .toReversed()
      .map((tuple) => `| ${escaped(tuple.name)} | ${tuple.nr.toString()} | ${provenanceText(tuple.provenance, t)} |`),
    "",
    ...(command === "" ? [] : [code(command), ""]),
    t("user {0}", userText(task.uid)),
    "",
    t("since {0}", timeText(task.start)),
    "",
    t("written {0}", code(picture.ownTuple(task))),
  ].join("\n");
}

/** The four gates at a glance, for the debugger that suits the task; the first that is shut says why. */
export function gatesText({ gates, debugger: name }: Plan, t: Translate): string {
  const names = { number: t("Number"), permission: t("Permission"), files: t("Files"), port: t("Port") };
  const glance = gateNames.map((gate) =>
    gates[gate].open ? `$(pass) ${names[gate]} ${t("open")}` : `$(circle-slash) ${names[gate]} **${t("shut")}**`,
  );
  const shut = shutGate(gates);
  const lines = [`${escaped(t("attach with {0}", name))}: ${glance.join(" · ")}`];
  if (shut) lines.push(escaped(shut.gate.why), ...(shut.gate.cure === undefined ? [] : [code(shut.gate.cure)]));
  return lines.join("\n\n");
}

/** A space: what it is, whose numbers it uses, how that is known. */
export function spaceText(picture: Picture, space: WireSpace, t: Translate): string {
  const lines = [
    `**${escaped(space.name)}**`,
    space.runtime === undefined ? undefined : containerText(space.runtime, space.container, t),
    space.pidns === undefined ? undefined : code(space.pidns),
    numbersText(picture, space, t),
    space.frozen ? t("paused: nothing in it runs") : undefined,
    space.flags.allSeeing ? t("sees tasks that are not its members") : undefined,
    t("known by {0}", provenanceText(space.provenance, t)),
    t("written {0}", code(space.reference)),
  ];
  return lines.filter((line) => line !== undefined).join("\n\n");
}

/** With as much of its id as the runtime's own lists show. */
function containerText(runtime: string, id: string | undefined, t: Translate): string {
  const text = t("container of {0}", runtime);
  return id === undefined ? text : `${text} ${code(id.slice(0, 12))}`;
}

function numbersText(picture: Picture, { id, flags, numbering }: WireSpace, t: Translate): string {
  if (flags.virtualPids) return t("has numbers of its own");
  if (numbering === id) return t("whose numbers it uses cannot be told without the right to read its namespace");
  return t("uses the numbers of {0}", escaped(picture.spaces.get(numbering)?.name ?? numbering));
}

/** How a fact is known, in words. */
export function provenanceText(provenance: Provenance, t: Translate): string {
  const texts: Readonly<Record<Provenance, string>> = {
    kernel: t("the kernel"),
    inferred: t("inference"),
    runtime: t("the container engine"),
  };
  return texts[provenance];
}

function userText(uid: number): string {
  return uid === 0 ? "root (0)" : uid.toString();
}
