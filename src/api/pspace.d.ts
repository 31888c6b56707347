/**
 * What PID Spaces offers to other extensions: a file to copy, which imports nothing.
 *
 *     const pspace = vscode.extensions.getExtension<PidSpaces>("pid-spaces.pspace");
 *     const api = await pspace?.activate();
 *
 * A number alone names no task: everything here takes and gives a number with its space, or the task itself.
 * Promises are rejected when there is no engine to ask, and for nothing else: how a lookup ended is its answer.
 */

/** What `activate()` gives. */
export interface PidSpaces {
  /** Grows when something here stops being what it was; what is added does not change it. */
  readonly version: 1;
  /** Which task a tuple names, now or at a time (ISO 8601) that the journal remembers. */
  readonly resolve: (
    tuple: Tuple | TupleText,
    options?: { readonly seenFrom?: SpaceWords; readonly at?: string },
  ) => Promise<Resolution>;
  /** The task's number as seen from a space; absent where it is not visible there, or is gone. */
  readonly seenFrom: (task: TaskReference, space: SpaceWords) => Promise<Tuple | undefined>;
  /** Every name that the task has, outermost first; none when it is gone. */
  readonly tuplesOf: (task: TaskReference) => Promise<readonly NamedTuple[]>;
  /** How a debugger gets to the task: the four gates. Changes nothing. Absent when the task is gone. */
  readonly plan: (task: TaskReference, options?: { readonly debugger?: string }) => Promise<Plan | undefined>;
  /** Every space, `host` first. */
  readonly listSpaces: () => Promise<readonly Space[]>;
  /** The processes visible in a space; none where no one space is called so. */
  readonly listTasks: (space: SpaceWords) => Promise<readonly Task[]>;
  /** What became different. The machine is watched for as long as anybody listens. */
  readonly onDidChange: (listener: (change: Change) => unknown) => { readonly dispose: () => void };
}

/** `web:17`, `docker://web:17`, `pid:[4026532201]:1`, `host:7022`: a space, a colon, a number of its. */
export type TupleText = string;

/** Words that name a space: `web`, `docker://3f2a`, `pid:[4026532201]`, `host`, or the `id` of a `Space`. */
export type SpaceWords = string;

/** A tuple names whoever holds it now. A `Task` means that very task: when another has its number by now, it is gone. */
export type TaskReference = Task | Tuple | TupleText;

/** A number with the space that gives it meaning. */
export interface Tuple {
  /** The `id` of a `Space`. */
  readonly space: string;
  readonly nr: number;
}

export interface NamedTuple extends Tuple {
  /** What the space is called. */
  readonly name: string;
  readonly provenance: Provenance;
}

/** How a fact is known: the kernel said it, it was inferred, or a container engine said it. */
export type Provenance = "kernel" | "inferred" | "runtime";

export interface Space {
  readonly id: string;
  /** Never comes back after the space has died. */
  readonly identity: string;
  readonly name: string;
  /** The words that name this space and no other. */
  readonly reference: string;
  readonly runtime?: string;
  readonly parent?: string;
  readonly flags: { readonly virtualPids: boolean; readonly allSeeing: boolean };
  /** The `id` of the space whose numbers it uses. */
  readonly numbering: string;
  readonly provenance: Provenance;
}

export interface Task {
  /** Opaque, and never given to another task. */
  readonly id: string;
  readonly name: string;
  /** A letter of proc_pid_stat(5). */
  readonly state: string;
  readonly command: readonly string[];
  /** ISO 8601. */
  readonly start: string;
  readonly host: Tuple;
  /** Outermost first. */
  readonly tuples: readonly NamedTuple[];
  /** The `id` of the space that it is a member of. */
  readonly member: string;
}

/** Who held a tuple, from when to when (ISO 8601); without `end` it lives. */
export interface Life {
  readonly tuple: TupleText;
  readonly name: string;
  readonly start: string;
  readonly end?: string;
  readonly how?: Ending;
}

export interface Ending {
  readonly code?: number;
  readonly signal?: number;
}

/** Every way in which a lookup can end. */
export type Resolution =
  /** `tuple` is its canonical spelling, `pid` its number as seen from the space asked for (`host` unless said). */
  | { readonly is: "found"; readonly tuple: TupleText; readonly pid: Tuple; readonly task: Task }
  | { readonly is: "remembered"; readonly life: Life; readonly tuples: readonly NamedTuple[] }
  | { readonly is: "noSuchSpace"; readonly space: string }
  | { readonly is: "ambiguousSpace"; readonly space: string; readonly candidates: readonly string[] }
  | { readonly is: "ambiguousTask"; readonly reference: string; readonly candidates: readonly TupleText[] }
  | { readonly is: "noSuchTask"; readonly reference: string; readonly last?: Life }
  /** `denied`: it would be, with a right that the engine lacks. */
  | {
      readonly is: "notVisible";
      readonly reference: string;
      readonly seenFrom: string;
      readonly why: string;
      readonly denied?: true;
    }
  | { readonly is: "badWords"; readonly text: string; readonly why: string };

export interface Gate {
  readonly open: boolean;
  /** One sentence for people. */
  readonly why: string;
  /** The smallest thing that would open it. */
  readonly cure?: string;
}

export interface Plan {
  readonly task: TupleText;
  readonly debugger: string;
  readonly gates: { readonly number: Gate; readonly permission: Gate; readonly files: Gate; readonly port: Gate };
  /** What a debug session would be started with. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface Change {
  /** New, or not as before. */
  readonly spaces: readonly Space[];
  /** Ids. */
  readonly goneSpaces: readonly string[];
  readonly tasks: readonly Task[];
  readonly goneTasks: readonly { readonly id: string; readonly name: string; readonly how?: Ending }[];
}
