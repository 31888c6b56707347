/** Copy a link that attaches to a task, for whoever works on the same machine: as an address, or for Markdown. */
import * as vscode from "vscode";
import type { Picture } from "../client/picture.ts";
import { linkText, markdownLink } from "../editor/link.ts";
import type { WireTask } from "../protocol/wire.ts";

export async function copyLink(picture: Picture, task: WireTask): Promise<void> {
  const link = { deed: "attach", tuple: picture.ownTuple(task) } as const;
  await vscode.env.clipboard.writeText(linkText(vscode.env.uriScheme, link));
}

export async function copyMarkdownLink(picture: Picture, task: WireTask): Promise<void> {
  const link = { deed: "attach", tuple: picture.ownTuple(task) } as const;
  await vscode.env.clipboard.writeText(markdownLink(vscode.env.uriScheme, link, task.name));
}
