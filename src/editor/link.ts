/** Links to a task, as they are sent to somebody: `vscode://pid-spaces.pspace/attach?task=web:17`. Pure. */
import { parseTuple } from "../model/reference.ts";

/** What a link asks for; the path of its address. */
export const deeds = ["attach", "reveal"] as const;

export type Deed = (typeof deeds)[number];

export interface TaskLink {
  readonly deed: Deed;
  readonly tuple: string;
}

/** Who is asked: the extension's own id is a link's authority. */
export const authority = "pid-spaces.pspace";

/** How an address begins in whichever editor it was made, and as far as it goes in running text. */
const address = /[a-z][a-z0-9-]*:\/\/pid-spaces\.pspace\/[^\s"'<>)\]]+/g;

/** A reason instead of a result: one clause for people. Never throws. */
export type BadLink =
  { readonly bad: "deed" } | { readonly bad: "task" } | { readonly bad: "words"; readonly why: string };

/** Reads the path and the query of a link, which may be written by anybody. */
export function parseLink(path: string, query: string): TaskLink | BadLink {
  const deed = deeds.find((one) => path === `/${one}`);
  if (!deed) return { bad: "deed" };
  const tuple = new URLSearchParams(query.replaceAll("+", "%2B")).get("task")?.trim() ?? "";
  if (tuple === "") return { bad: "task" };
  const reference = parseTuple(tuple);
  return "bad" in reference ? { bad: "words", why: reference.bad } : { deed, tuple };
}

/** `scheme`: the editor's own, `vscode` for most. */
export function linkText(scheme: string, { deed, tuple }: TaskLink): string {
  return `${scheme}://${authority}/${deed}?task=${encodeURIComponent(tuple)}`;
}

/** The same for Markdown, with the task's name to read. */
export function markdownLink(scheme: string, link: TaskLink, name: string): string {
  const words = `${name} (${link.tuple})`.replace(/[\\[\]`*_]/g, "\\$&");
  return `[${words}](${linkText(scheme, link).replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"))})`;
}

/** Our links in a line of text, with their places in it. */
export function linksIn(
  line: string,
): readonly { readonly start: number; readonly length: number; readonly text: string }[] {
  return [...line.matchAll(address)].map((match) => ({ start: match.index, length: match[0].length, text: match[0] }));
}
