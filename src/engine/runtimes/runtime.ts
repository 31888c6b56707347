/**
 * The port to container runtimes: whose container is it, and what is it called. One file per runtime
 * beside this one, and table.ts that lists them. A runtime that is slow, gone or talks nonsense costs its
 * names, never the map: `readLabels` never rejects.
 */
import type { SpaceId } from "../../model/pid.ts";
import type { Alias, Group, RuntimeName } from "../../model/space.ts";

/** Which container a control group belongs to. */
export interface ContainerKey {
  readonly runtime: RuntimeName;
  readonly id: string;
}

/** What a runtime says of one container. */
export interface Label {
  readonly name?: string;
  readonly also?: readonly Alias[];
  readonly group?: Group;
  /** The image's name, for tooltips and cures. */
  readonly image?: string;
  /** How the engine that said so is reached, as its command line takes it. */
  readonly daemon?: string;
}

/** A namespace that belongs to no container by its control group: its first task may tell who made it. */
export interface SpaceClue {
  readonly space: SpaceId;
  /** Short name of the space's oldest task, where it is known: whoever looks for another need not read its command. */
  readonly name?: string;
  /** Command of the space's oldest task, and of that task's parent (bubblewrap and flatpak are known by it). */
  readonly command: readonly string[];
  readonly parentCommand: readonly string[];
}

export interface Labels {
  /** By `runtime://id`. */
  readonly byContainer: ReadonlyMap<string, Label>;
  readonly bySpace: ReadonlyMap<SpaceId, ContainerKey & Label>;
}

export interface Runtimes {
  /** Pure and fast (called once per distinct text of /proc/N/cgroup): v1, v2, hybrid; systemd and cgroupfs drivers; `/..`. */
  readonly containerOf: (cgroup: string) => ContainerKey | undefined;
  /** Asks every runtime concerned, each with a limit of its own; what is not known is left out. */
  /** Whether a container of that name or id runs, by the word of any container engine (of that runtime) that talks to us. Never rejects. */
  readonly runs?: (name: string, runtime?: string) => Promise<boolean>;
  readonly readLabels: (containers: readonly ContainerKey[], clues: readonly SpaceClue[]) => Promise<Labels>;
}
