/** One attach from the hold to its end: what was opened for it, and everything that must be taken down afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../client/engine.ts";
import type { Body } from "../dap/message.ts";
import type { WirePid, WireTask, WireWay } from "../protocol/wire.ts";
import type { Lift } from "./lift.ts";
import type { Undo } from "./undo.ts";

/** Which task was meant by a tuple that was just picked. */
export interface PicksLike {
  /** Whether the task that now answers to `tuple` (none: undefined) is the one that was picked; true where nobody picked it. */
  readonly confirm: (tuple: string, task: WireTask | undefined) => boolean;
}

/** What every step of an attach works with. */
export interface AttachUse {
  readonly engine: Engine;
  readonly picks?: PicksLike;
  /** Asks for the rights of root where they would help; absent: nobody can be asked. */
  readonly lift?: Lift;
  readonly log: (text: string) => void;
}

export interface AttachAsk {
  readonly tuple: string;
  /** The user's choice, or absent: chosen from the task itself. */
  readonly debugger?: string;
  /** `inside`: the debugger runs in the task's PID namespace; `sidecar`: in a container that shares it; absent: beside us. */
  readonly run?: string;
  /** What a sidecar is made of; absent: the image that the user has set. */
  readonly image?: string;
  /** Folders of the user's own sources. */
  readonly sources: readonly string[];
  readonly cancel: AbortSignal;
  /** It was waited for: held already, and perhaps standing still. */
  readonly arrived?: Arrived;
}

/** A task that was waited for: held, and standing at its exec where `stopped`. */
export interface Arrived {
  readonly hold: number;
  readonly tuple: string;
  readonly task: WireTask;
  readonly stopped: boolean;
}

/** Who ended a session first: the task (or its adapter), or the person. */
export type Leaver = "task" | "person";

export interface Attachment {
  /** The one that holds the task: an elevated one's holds are its own. */
  readonly engine: Engine;
  /** Names it in a session's configuration. */
  readonly id: string;
  readonly reference: string;
  readonly hold: number;
  readonly task: WireTask;
  /** See `Meant` in proof.ts. */
  readonly standing?: { readonly engine: Engine; readonly hold: number };
  /** The space that we and our child processes are members of. */
  readonly self: string;
  readonly undo: Undo;
  /** Absent where the debugger is somebody else's and only got its number from us. */
  readonly way?: WireWay;
  /** The way's configuration with every port filled in. */
  readonly configuration: Body;
  /** The number that somebody else's debugger was given. */
  readonly given?: WirePid;
  /** The debug server that traces the task, where there is one. */
  readonly server?: WirePid;
  /** Resolves when that server has ended. */
  readonly serverEnded?: Promise<unknown>;
  /** What has happened to it since. */
  readonly state: { adapterStarted: boolean; left?: Leaver };
}

let counter = 0;

/** Unique in this editor's window. */
export function nextId(): string {
  counter += 1;
  return `${process.hrtime.bigint().toString(36)}-${counter.toString()}`;
}

/** A folder of our own (0700) for copies and sockets, gone when the attach ends. Its name is short: a socket's path has 107 bytes. */
export async function privateFolder(undo: Undo): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pspace-"));
  undo.add("remove the private folder", () => rm(folder, { recursive: true, force: true }));
  return folder;
}
