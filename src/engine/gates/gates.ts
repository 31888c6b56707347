/** What the rest of the engine may ask of the four gates. The gates themselves are a file each beside this one; `openGates` (attach.ts) makes it. */
import type { Pid } from "../../model/pid.ts";
import type { Plan } from "../../model/plan.ts";
import type { Space } from "../../model/space.ts";
import type { Task } from "../../model/task.ts";
import type { GuardOf, OpenedOf } from "../../model/way.ts";
import type { Hold } from "../kernel/kernel.ts";

/** The task that an attach is about: resolved, proved and held. */
export interface Subject {
  readonly task: Task;
  /** The tuple by which it was asked for, in canonical spelling. */
  readonly tuple: string;
  /** The space it is a member of, with the container that it is or lies in, where there is one. */
  readonly space: Space;
  readonly container?: Space;
  readonly hold: Hold;
}

/** What an adapter's side runs to reach a debug server that runs elsewhere; both carry the same stdio. `folder` is the private one. */
export type HandOver = (command: readonly string[], folder: string) => readonly string[];

export interface PlanAsk {
  /** One of `debuggerNames`, or absent: chosen from the task itself. An unknown word gives a shut `port` gate that lists the known ones. */
  readonly debugger?: string;
  /** Where the debugger runs, one of `runPlaces`; absent: on the host. Another word is as if absent. */
  readonly run?: string;
  /** The image that a sidecar is made of; absent: the one that the user has set. */
  readonly image?: string;
  /** The adapter is run by somebody with fewer rights than we have: only a debug server traces, and it is reached by these words. */
  readonly handOver?: HandOver;
  /** Folders of the user's own sources, to compute source maps against. */
  readonly sources: readonly string[];
}

export interface OpenAsk extends PlanAsk {
  readonly debugger: string;
  /** A private folder (0700) of the caller's, for copies and sockets. */
  readonly folder: string;
}

export interface GateKeeper {
  /** Changes nothing. */
  readonly plan: (subject: Subject, asked: PlanAsk) => Promise<Plan | "gone">;
  /** Opens the debug port, copies the program: whatever the way in needs. */
  readonly open: (subject: Subject, asked: OpenAsk) => Promise<OpenedOf<Pid>>;
  /** Undoes what `open` did to the task, where it did anything. */
  readonly close: (subject: Subject) => Promise<void>;
  /** At once, but where only a look from inside tells. */
  readonly guard: (
    subject: Subject,
    asked: { readonly tracer?: Pid; readonly port?: number },
  ) => GuardOf<Pid> | Promise<GuardOf<Pid>>;
}
