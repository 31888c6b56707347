/** What each runtime's file offers to table.ts: how its containers are recognised, and how they are named. */
import type { RuntimeName } from "../../model/space.ts";
import type { ContainerKey, Label, SpaceClue } from "./runtime.ts";

export interface KnownRuntime {
  readonly name: RuntimeName;
  /**
   * The container that a control group's path ends in or leads through. Asked from the innermost segment outwards;
   * `before` are the segments that enclose it. Pure, and called for every distinct path.
   */
  readonly findInGroup?: (segment: string, before: readonly string[]) => string | undefined;
  /** The container that a command line tells: of its first process, or of the process that watches over it. */
  readonly findInCommand?: (clue: SpaceClue) => (ContainerKey & Label) | undefined;
  /** Names of the containers asked for, and of any others that came along. May reject, may take long. */
  readonly readLabels?: (ids: readonly string[]) => Promise<ReadonlyMap<string, Label>>;
}

/** The full ids that Docker, Podman, containerd and CRI-O give: 64 hexadecimal digits. */
export const fullId = /^[0-9a-f]{64}$/;

/** The word after an option: `-n web`, or `--name=web`. */
export function optionOf(command: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, word] of command.entries()) {
    if (names.includes(word)) return command[index + 1];
    const name = names.find((each) => word.startsWith(`${each}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}

/** A program without its folder, and without the dash of a login shell. */
export function programOf(command: readonly string[]): string {
  return (command[0] ?? "").replace(/^.*\//, "");
}
