/**
 * bubblewrap and Flatpak: they make no control group and keep no list. A sandbox is known by its command: bwrap(1)
 * stays as number 1 or as the parent of it, and Flatpak's carries the application's name.
 */
import type { SpaceId } from "../../model/pid.ts";
import { type KnownRuntime, programOf } from "./known.ts";
import { labelOf } from "./label.ts";
import type { ContainerKey, Label, SpaceClue } from "./runtime.ts";

/** A Flatpak application's id, `org.example.App`. */
const application = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){2,}$/;

const programs = ["bwrap", "flatpak-bwrap"];

function isBubblewrap(command: readonly string[]): boolean {
  return programs.includes(programOf(command));
}

/** Its own command is read where its short name does not say already that it is another's. */
function isFirstBubblewrap(clue: SpaceClue): boolean {
  return (clue.name === undefined || programs.includes(clue.name)) && isBubblewrap(clue.command);
}

/** bwrap of Flatpak mounts the application's metadata and home, both under its id. */
function applicationOf(command: readonly string[]): string | undefined {
  for (const word of command) {
    const id = /\/\.var\/app\/([^/]+)|\/flatpak\/app\/([^/]+)/.exec(word);
    const name = id?.[1] ?? id?.[2];
    if (name !== undefined && application.test(name)) return name;
  }
  return undefined;
}

/** How many words follow an option of bwrap(1), where it is not one. */
function wordsAfter(option: string): number {
  if (
    /^--(unshare-|share-net|die-with-parent|as-pid-1|new-session|clearenv|(assert-)?(userns-)?disable)/.test(option)
  ) {
    return 0;
  }
  if (option === "--overlay") return 3;
  return /^--((dev-|ro-)?bind(-try|-data|-fd)?|file|symlink|setenv|chmod|(tmp-|ro-)?overlay)$/.test(option) ? 2 : 1;
}

/** What runs in the sandbox: the program after bwrap's own options, or the space's first command. */
function programInside({ command }: SpaceClue): string {
  if (!isBubblewrap(command)) return programOf(command);
  let at = 1;
  while (command[at]?.startsWith("--") === true) {
    if (command[at] === "--") return programOf(command.slice(at + 1));
    at += 1 + wordsAfter(command[at] ?? "");
  }
  return programOf(command.slice(at));
}

/** No runtime gave an id, so the namespace's own is used: there is one sandbox in it. */
function idOf(space: SpaceId): string {
  return space.replace(/\D/g, "");
}

function findInCommand(clue: SpaceClue): (ContainerKey & Label) | undefined {
  const { parentCommand, space } = clue;
  if (!isBubblewrap(parentCommand) && !isFirstBubblewrap(clue)) return undefined;
  const { command } = clue;
  const flatpak = applicationOf([...command, ...parentCommand]);
  if (flatpak !== undefined) return { runtime: "flatpak", id: idOf(space), ...labelOf({ name: flatpak }) };
  const inside = programInside(clue).replace(/[^\w.-]/g, "");
  return { runtime: "bubblewrap", id: idOf(space), ...labelOf({ name: inside === "" ? undefined : inside }) };
}

export const bubblewrapRuntime: KnownRuntime = { name: "bubblewrap", findInCommand };

/** A desktop's scope for one run of an application: `app-flatpak-org.example.App-1234.scope`. */
export const flatpakRuntime: KnownRuntime = {
  name: "flatpak",
  findInGroup: (segment) => /^app-flatpak-(.+)\.scope$/.exec(segment)?.[1],
  readLabels: (ids) => Promise.resolve(new Map(ids.map((id) => [id, { name: id.replace(/-\d+$/, "") }]))),
};
