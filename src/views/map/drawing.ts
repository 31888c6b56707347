/**
 * The map as SVG. Pure. Colours are classes, which the page's style sheet takes from the editor's theme and an
 * exported file from the sheet that it brings along. Everything inside a box stands relative to its corner.
 */
import type { Picture } from "../../client/picture.ts";
import type { Translate } from "../../editor/words.ts";
import type { WireTask } from "../../protocol/wire.ts";
import { iconOf, plightOf } from "../kinds.ts";
import { chipHeight, extentOf, layoutMap, type Box, type Chip } from "./layout.ts";

/** For a picture that stands by itself: the theme where there is one, else for white paper. */
const ownStyle = `
  text { font: 12px system-ui, sans-serif; fill: var(--vscode-foreground, #1f2328) }
  .space > rect { fill: #0969da; fill-opacity: .08; stroke: var(--vscode-descriptionForeground, #57606a) }
  .space.borrowing > rect { stroke-dasharray: 5 3 }
  .title { font-weight: 600 } .name { fill: var(--vscode-charts-yellow, #9a3412); font-weight: 700 }
  .task rect { fill: var(--vscode-editor-background, #ffffff); stroke: #8c959f }
  .task.lit rect { stroke: var(--vscode-charts-yellow, #9a3412); stroke-width: 2 }
  .more { fill: var(--vscode-descriptionForeground, #57606a) }`;

export interface DrawingAsk {
  /** A task to be lit as if it were pointed at. */
  readonly lit?: string;
  /** For a file that stands by itself. */
  readonly alone?: boolean;
}

/** One svg element. */
export function drawMap(picture: Picture, asked: DrawingAsk, t: Translate): string {
  const boxes = layoutMap(picture);
  const { width, height } = extentOf(boxes);
  const [w, h] = [Math.ceil(width + 2), Math.ceil(height + 2)];
  const lit = asked.lit === undefined ? undefined : picture.tasks.get(asked.lit);
  const inside = boxes.map((box) => drawBox(picture, box, lit, t)).join("");
  const frame = `viewBox="-1 -1 ${w.toString()} ${h.toString()}" width="${w.toString()}" height="${h.toString()}"`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${frame} role="tree" aria-label="${escaped(t("Map of spaces"))}">`;
  return `${head}${asked.alone ? `<style>${ownStyle}</style>` : ""}${inside}</svg>`;
}

/** A task's numbers by the spaces that see it; what lights up when it is pointed at. */
export function namesOf(picture: Picture, task: WireTask): Readonly<Record<string, number>> {
  const seen = [...picture.spaces.keys()].map((space) => [space, picture.numberIn(task, space)] as const);
  return Object.fromEntries(seen.filter((pair): pair is [string, number] => pair[1] !== undefined));
}

/** What is inside comes as it is seen: boxes above, tasks below them. */
function drawBox(picture: Picture, box: Box, lit: WireTask | undefined, t: Translate): string {
  const { space } = box;
  const said = `${box.title}, ${t("{0} tasks", space.tasks)}`;
  const name = lit && picture.numberIn(lit, space.id);
  const inside = [
    ...box.boxes.map((inner) => drawBox(picture, inner, lit, t)),
    ...box.chips.map((chip) => drawChip(picture, chip, chip.task === lit, t)),
  ].join("");
  return [
    `<g class="space${space.flags.virtualPids ? "" : " borrowing"}" role="treeitem"${inside === "" ? "" : ` aria-expanded="true"`}`,
    ` tabindex="-1" data-item="space ${escaped(space.id)}" aria-label="${escaped(said)}" transform="${at(box)}">`,
    `<rect width="${length(box.width)}" height="${length(box.height)}" rx="6"/>`,
    `<text class="title" x="10" y="18">${escaped(box.title)}</text>`,
    `<text class="name" data-space="${escaped(space.id)}" x="${length(box.width - 10)}" y="18" text-anchor="end">`,
    `${name === undefined ? "" : name.toString()}</text>`,
    box.more === 0 ? "" : drawMore(box, t),
    inside === "" ? "" : `<g role="group">${inside}</g>`,
    "</g>",
  ].join("");
}

function drawChip(picture: Picture, chip: Chip, lit: boolean, t: Translate): string {
  const { task } = chip;
  const names = namesOf(picture, task);
  const tuples = task.tuples.toReversed().map((tuple) => `${tuple.name}:${tuple.nr.toString()}`);
  const said = [chip.label, ...tuples, plightOf(task, t)].filter(Boolean).join(", ");
  const search = `${task.name} ${task.command.join(" ")} ${tuples.join(" ")}`.toLowerCase().slice(0, 500);
  return [
    `<g class="task ${iconOf(task).icon}${lit ? " lit" : ""}" role="treeitem" tabindex="-1" data-item="task ${escaped(task.id)}"`,
    ` data-task="${escaped(task.id)}"`,
    ` data-names="${escaped(JSON.stringify(names))}" data-search="${escaped(search)}" aria-label="${escaped(said)}"`,
    ` transform="${at(chip)}"><title>${escaped(said)}</title>`,
    `<rect width="${length(chip.width)}" height="${chipHeight.toString()}" rx="4"/>`,
    `<text x="9" y="16">${escaped(chip.label)}</text></g>`,
  ].join("");
}

/** Said beside the title, where there is always room. */
function drawMore({ more, title }: Box, t: Translate): string {
  const x = 20 + Math.ceil(title.length * 7.8);
  return `<text class="more" x="${length(x)}" y="18">${escaped(t("and {0} more tasks", more))}</text>`;
}

const at = ({ x, y }: { readonly x: number; readonly y: number }): string => `translate(${length(x)} ${length(y)})`;

const length = (pixels: number): string => (Math.round(pixels * 10) / 10).toString();

/** Text that XML must not read as its own; control characters have no place in it at all. */
export function escaped(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/\p{Cc}/gu, " ").replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}
