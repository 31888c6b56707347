/**
 * Folders of ours that stand for folders of a target in which links lead astray for whoever follows them from here:
 * each has a link for everything in the other, straight to the file that the target finds there.
 */
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import path from "node:path";
import type { Stray } from "../kernel/kernel.ts";

/** Which folder of the target's is to be looked for where. */
export interface Straightened {
  readonly from: string;
  readonly place: string;
}

/** What may stand in a debugger's command: names are the target's to choose. */
const plain = /^\/[\w.+@:,=~/-]*$/;

/** The longest names first, for a debugger takes the first with which a path begins. `folder` is private. */
export function straightened(strays: readonly Stray[], root: string, folder: string): readonly Straightened[] {
  return strays
    .map(({ from, to, entries }, index) => ({
      from,
      place: entries.length > 0 ? path.join(folder, `links-${index}`) : `${root}${to}`,
    }))
    .filter(({ from, place }) => plain.test(from) && plain.test(place))
    .sort((one, other) => other.from.length - one.from.length);
}

/** Makes the folders that `straightened` names. */
export function straighten(strays: readonly Stray[], root: string, folder: string): void {
  for (const [index, { entries }] of strays.entries()) {
    if (entries.length === 0) continue;
    const place = path.join(folder, `links-${index}`);
    mkdirSync(place, { recursive: true });
    for (const { name, to } of entries) symlinkSync(`${root}${to}`, path.join(place, name));
  }
}

/** Leads the links of `straighten` below another root, where the same files are by their true names. */
export function leadTo(folder: string, root: string, other: string): void {
  const places = readdirSync(folder).filter((name) => name.startsWith("links-"));
  for (const name of places.flatMap((place) =>
    readdirSync(path.join(folder, place)).map((each) => `${place}/${each}`),
  )) {
    const link = path.join(folder, name);
    const to = readlinkSync(link);
    if (!to.startsWith(`${root}/`)) continue;
    unlinkSync(link);
    symlinkSync(`${other}${to.slice(root.length)}`, link);
  }
}
