/** The tasks of a recording as they are now: applies the scripted changes while somebody looks. */
import { host, pidIn, type Pid } from "../../model/pid.ts";
import { taskId, type TaskId } from "../../model/task.ts";
import type { Glance } from "./kernel.ts";
import type { Missing } from "./missing.ts";
import type { Change, RecordedTask, Recording } from "./recording.ts";

/** A number that a recording writes; a recording with a bad one is a bug of its author. */
export function hostPid(nr: number): Pid {
  const pid = pidIn(host, nr);
  if (!pid) throw new Error(`a recording names number ${nr.toString()}`);
  return pid;
}

export function idOf(task: RecordedTask): TaskId {
  return taskId(`recorded-${task.start.toString()}-${(task.numbers[0] ?? 0).toString()}`);
}

export function glanceOf(task: RecordedTask): Glance {
  return {
    pid: hostPid(task.numbers[0] ?? 0),
    id: idOf(task),
    ...(task.parent === undefined ? {} : { parent: hostPid(task.parent) }),
    ...(task.denied ? {} : { namespace: task.namespace }),
    numbers: task.denied ? task.numbers : [],
    cgroup: task.cgroup ?? "0::/\n",
    name: task.name,
    state: task.state ?? "S",
    uid: task.uid ?? 0,
    startTicks: task.start,
  };
}

export class RecordedTasks {
  readonly #tasks = new Map<number, RecordedTask>();
  readonly #looks = new Map<number, number>();
  #changes: readonly Change[];

  constructor(recording: Recording) {
    for (const task of recording.tasks) this.put(task);
    this.#changes = recording.changes ?? [];
  }

  put(task: RecordedTask): void {
    this.#tasks.set(task.numbers[0] ?? 0, task);
  }

  remove(nr: number): void {
    this.#tasks.delete(nr);
  }

  /** By its number in `host`, whatever the procfs hides. */
  at(nr: number): RecordedTask | undefined {
    return this.#tasks.get(nr);
  }

  /** Some task of which this is true. */
  find(isIt: (task: RecordedTask) => boolean): RecordedTask | undefined {
    for (const task of this.#tasks.values()) if (isIt(task)) return task;
    return undefined;
  }

  all(): readonly RecordedTask[] {
    return [...this.#tasks.values()].sort((a, b) => (a.numbers[0] ?? 0) - (b.numbers[0] ?? 0));
  }

  /** Without counting as a look. */
  peek(pid: Pid): RecordedTask | Missing {
    const task = this.#tasks.get(pid.nr);
    if (pid.space !== host || !task) return "absent";
    return task.hidden ?? task;
  }

  /** A look at identity: afterwards the change that waited for it happens. */
  look(pid: Pid): RecordedTask | Missing {
    const seen = this.peek(pid);
    const looks = (this.#looks.get(pid.nr) ?? 0) + 1;
    this.#looks.set(pid.nr, looks);
    const due = this.#changes.filter((change) => change.at === pid.nr && change.looks === looks);
    this.#changes = this.#changes.filter((change) => !due.includes(change));
    for (const change of due) {
      this.remove(change.at);
      if (change.becomes !== "gone") this.put(change.becomes);
    }
    return seen;
  }
}
