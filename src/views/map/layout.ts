/** Where everything stands in the map: spaces as boxes inside each other, their tasks as chips. Pure; lengths in pixels. */
import type { Picture } from "../../client/picture.ts";
import type { WireSpace, WireTask } from "../../protocol/wire.ts";
import { isKernelThread } from "../kinds.ts";
import { byName } from "../outline.ts";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Chip extends Rectangle {
  readonly task: WireTask;
  readonly label: string;
}

export interface Box extends Rectangle {
  readonly space: WireSpace;
  readonly title: string;
  readonly chips: readonly Chip[];
  readonly boxes: readonly Box[];
  /** How many tasks are not drawn because there are too many. */
  readonly more: number;
}

/** Tasks drawn in one space; a host has hundreds that nobody looks for in a picture. */
const mostChips = 40;

export const chipHeight = 24;
export const titleHeight = 28;
const gap = 8;
const character = 7.2;

/** How wide a text is, near enough: the fonts of editors differ by a few per cent. */
export function widthOf(text: string): number {
  return Math.ceil(text.length * character) + 18;
}

/** The map of every space, outermost first; empty for a picture without spaces. */
export function layoutMap(picture: Picture): readonly Box[] {
  let y = 0;
  return picture.outermost().map((space) => {
    const box = moved(boxOf(picture, space), 0, y);
    y += box.height + gap;
    return box;
  });
}

/** Width and height of everything. */
export function extentOf(boxes: readonly Rectangle[]): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(0, ...boxes.map(({ x, width }) => x + width)),
    height: Math.max(0, ...boxes.map(({ y, height }) => y + height)),
  };
}

function boxOf(picture: Picture, space: WireSpace): Box {
  const inner = picture
    .within(space.id)
    .toSorted((a, b) => byName(a.group?.name ?? a.name, b.group?.name ?? b.name) || byName(a.name, b.name))
    .map((each) => boxOf(picture, each));
  const members = picture
    .members(space.id)
    .filter((task) => !isKernelThread(task))
    .toSorted((a, b) => picture.ownNumber(a) - picture.ownNumber(b));
  const chips = members.slice(0, mostChips).map((task) => chipOf(picture, task));
  const title = space.group ? `${space.group.name} / ${space.name}` : space.name;
  const limit = Math.max(widthOf(title) + 60, breadth([...chips, ...inner]));
  const placedBoxes = flow(inner, limit, titleHeight);
  const below = extentOf(placedBoxes).height;
  const placedChips = flow(chips, limit, below === 0 ? titleHeight : below + gap);
  const all = extentOf([...placedBoxes, ...placedChips]);
  return {
    space,
    title,
    x: 0,
    y: 0,
    width: Math.max(limit, all.width) + gap,
    height: Math.max(all.height, titleHeight) + gap,
    chips: placedChips,
    boxes: placedBoxes,
    more: members.length - chips.length,
  };
}

function chipOf(picture: Picture, task: WireTask): Chip {
  const label = `${picture.ownNumber(task).toString()} ${task.name}`;
  return { task, label, x: 0, y: 0, width: widthOf(label), height: chipHeight };
}

/** A breadth at which the things lie about half as high as wide. */
function breadth(things: readonly Rectangle[]): number {
  const area = things.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  return Math.max(Math.sqrt(area * 2), ...things.map(({ width }) => width + gap));
}

/** From left to right, a new line where the next does not fit. */
function flow<T extends Rectangle>(things: readonly T[], limit: number, top: number): T[] {
  let [x, y, high] = [gap, top, 0];
  return things.map((thing) => {
    if (x > gap && x + thing.width > limit) [x, y, high] = [gap, y + high + gap, 0];
    const placed = { ...thing, x, y };
    x += thing.width + gap;
    high = Math.max(high, thing.height);
    return placed;
  });
}

/** A box and everything in it, from its own corner to the picture's. */
function moved(box: Box, x: number, y: number): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}
