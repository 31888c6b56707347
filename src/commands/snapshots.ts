/** Keep the machine's map in a file, look at such a file, and see what is different between two. */
import * as vscode from "vscode";
import type { Engine } from "../client/engine.ts";
import { badSnapshot } from "../editor/prose.ts";
import { saySentence } from "../editor/say.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import { parseSnapshot, writeSnapshot } from "../snapshot/file.ts";
import { takeSnapshot } from "../snapshot/take.ts";
import type { Comparisons, Named } from "../views/snapshot/comparison.ts";
import type { SnapshotView } from "../views/snapshot/view.ts";

const filters = { Snapshot: ["pspace", "json"] };

/** Without arguments of commands, which can hold secrets; `pspace snapshot --arguments` keeps them. */
export async function saveSnapshot(engine: Engine, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Keep a snapshot in which file?");
  const file = argument instanceof vscode.Uri ? argument : await vscode.window.showSaveDialog({ filters, title });
  if (!file) return;
  const taken = await takeSnapshot(
    {
      spaces: () => engine.ask0(requests.spaces),
      tasks: (asked) => engine.ask(requests.tasks, asked),
      threads: (asked) => engine.ask(requests.threads, asked),
      history: () => engine.ask0(requests.history),
    },
    () => new Date(),
  );
  if ("is" in taken) throw new ProblemError({ is: "unresolved", resolution: taken });
  await vscode.workspace.fs.writeFile(file, Buffer.from(writeSnapshot(taken, false)));
}

export async function openSnapshot(view: SnapshotView, argument: unknown): Promise<void> {
  const [file] = await filesOf(argument, vscode.l10n.t("Open which snapshot?"), false);
  const read = file && (await readSnapshot(file));
  if (read) await view.show(read.snapshot, read.name);
}

export async function compareSnapshots(comparisons: Comparisons, argument: unknown): Promise<void> {
  const files = await filesOf(argument, vscode.l10n.t("Compare which two snapshots?"), true);
  if (files.length === 0) return;
  const [one, other] = await Promise.all(files.slice(0, 2).map(readSnapshot));
  if (one && other) await comparisons.show(one, other);
  else if (files.length === 1)
    saySentence(badSnapshot(nameOf(files[0]), vscode.l10n.t("two are needed"), vscode.l10n.t));
}

/** Given by a caller, or chosen by a person; none when they changed their mind. */
async function filesOf(argument: unknown, title: string, canSelectMany: boolean): Promise<readonly vscode.Uri[]> {
  const given = [argument].flat().filter((one) => one instanceof vscode.Uri);
  if (given.length > 0) return given;
  return (await vscode.window.showOpenDialog({ title, canSelectMany, filters: { ...filters, "*": ["*"] } })) ?? [];
}

/** What cannot be read is said in one sentence. */
async function readSnapshot(file: vscode.Uri): Promise<Named | undefined> {
  const name = nameOf(file);
  let why: string;
  try {
    const snapshot = parseSnapshot(Buffer.from(await vscode.workspace.fs.readFile(file)).toString("utf8"));
    if (!("bad" in snapshot)) return { snapshot, name };
    why = snapshot.bad;
  } catch (thrown) {
    why = thrown instanceof Error ? thrown.message : String(thrown);
  }
  saySentence(badSnapshot(name, why, vscode.l10n.t));
  return undefined;
}

const nameOf = (file: vscode.Uri | undefined): string => file?.path.split("/").at(-1) ?? "";
