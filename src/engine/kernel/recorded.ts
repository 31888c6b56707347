/** The port to the kernel, played from a recording: for tests that must see the same machine every time. */
import type { Pid } from "../../model/pid.ts";
import type { AttachFacts } from "./attachFacts.ts";
import type { Door, Hold, Kernel, KernelEvent } from "./kernel.ts";
import type { Missing } from "./missing.ts";
import { numberIn, type RecordedTask, type Recording, type SentSignal } from "./recording.ts";
import { glanceOf, hostPid, idOf, RecordedTasks } from "./recordedTasks.ts";

/** A recorded kernel that a test can push on: change its tasks, tell its listeners, count its open things. */
export interface RecordedKernel extends Kernel {
  /** A task appears, or takes over its number. */
  readonly put: (task: RecordedTask) => void;
  /** The task with this number in `host` ends. */
  readonly remove: (nr: number) => void;
  /** Tells everybody who listens. */
  readonly emit: (events: readonly KernelEvent[]) => void;
  readonly sent: readonly SentSignal[];
  /** Holds and doors not yet released. */
  readonly open: () => number;
}

type Asked = Pick<
  Kernel,
  | "survey"
  | "glance"
  | "identify"
  | "readNumbers"
  | "readNamespace"
  | "readProcess"
  | "listThreads"
  | "hidesFrom"
  | "readCommand"
  | "readVariable"
  | "hasTerminal"
  | "listFrozen"
>;

/** Applies `view` to what is there; passes on what is missing. */
function seen<T>(task: RecordedTask | Missing, view: (task: RecordedTask) => T): T | Missing {
  return typeof task === "string" ? task : view(task);
}

function questions(tasks: RecordedTasks): Asked {
  const shown = (): readonly RecordedTask[] => tasks.all().filter((task) => task.hidden === undefined);
  const processOf = (task: RecordedTask): number => task.process ?? task.numbers[0] ?? 0;
  return {
    survey: () =>
      shown()
        .filter((task) => task.process === undefined)
        .map(glanceOf),
    glance: (pid) => seen(tasks.look(pid), glanceOf),
    identify: (pid) => seen(tasks.look(pid), idOf),
    readNumbers: (pid) => seen(tasks.peek(pid), (task) => task.numbers),
    readNamespace: (pid) => seen(tasks.peek(pid), (task) => (task.denied ? "denied" : task.namespace)),
    readProcess: (pid) => seen(tasks.peek(pid), (task) => hostPid(processOf(task))),
    listThreads: (process) =>
      shown()
        .filter((task) => processOf(task) === process.nr)
        .map((task) => hostPid(task.numbers[0] ?? 0)),
    hidesFrom: (pid) => seen(tasks.peek(pid), (task) => task.hidesFrom === true),
    readCommand: (pid) => {
      const task = tasks.peek(pid);
      return typeof task === "string" ? [] : (task.command ?? [task.name]);
    },
    readVariable: (pid) => seen(tasks.peek(pid), () => ({})),
    hasTerminal: (pid) => seen(tasks.peek(pid), (task) => task.terminal === true) === true,
    listFrozen: (cgroups) =>
      new Set(cgroups.filter((text) => tasks.all().some(({ cgroup, frozen }) => frozen && cgroup === text))),
  };
}

function recordedDoor(recording: Recording, tasks: RecordedTasks, namespace: string, close: () => void): Door {
  const about = recording.namespaces[namespace];
  return {
    namespace,
    ...(about?.unique === undefined ? {} : { unique: about.unique }),
    parent: about?.parent ?? "none",
    toHost: (nr) => {
      const task = tasks.find((one) => numberIn(recording, one, namespace) === nr);
      return task ? hostPid(task.numbers[0] ?? 0) : "absent";
    },
    fromHost: (pid) => {
      const task = tasks.at(pid.nr);
      return (task && numberIn(recording, task, namespace)) ?? "absent";
    },
    close,
  };
}

function recordedHold(tasks: RecordedTasks, pid: Pid, sent: SentSignal[], opened: () => () => void): Hold | Missing {
  const held = tasks.look(pid);
  if (typeof held === "string") return held;
  const id = idOf(held);
  const alive = (): boolean => {
    const now = tasks.peek(pid);
    return typeof now !== "string" && idOf(now) === id;
  };
  const signal = (number: number): "sent" | Missing => {
    if (!alive()) return "absent";
    sent.push({ pid, signal: number });
    return "sent";
  };
  return { id, pid, alive, signal, release: opened() };
}

const noFacts: AttachFacts = {
  executable: "denied",
  command: [],
  status: "",
  mountInfo: "denied",
  ownMountInfo: "",
  mapped: "denied",
  namespaces: {},
  ownNamespaces: {},
  ownStatus: "",
  readable: false,
  listening: undefined,
  listeners: [],
  frozen: false,
  userNamespaces: [],
  uidMap: "",
};

/** The half that attaching needs; files are never copied from a recording. */
function attaching(tasks: RecordedTasks) {
  return {
    readAttachFacts: (pid: Pid) =>
      seen(tasks.peek(pid), (task) => ({ ...noFacts, command: task.command ?? [], ...task.attach })),
    copyExecutable: (): Missing => "denied",
    copyMapped: () => [],
    readExecutable: (): Missing => "denied",
    listStrays: () => [],
    openRoot: () => "unknown" as const,
    rootOf: (pid: Pid) => `/recorded/${pid.nr.toString()}/root`,
    tracerOf: (pid: Pid) =>
      seen(tasks.peek(pid), (task) => (task.tracer === undefined ? ("none" as const) : hostPid(task.tracer))),
    connectionOwner: () => "absent" as const,
    enterCommand: (pid: Pid, which: readonly string[]) => ["enter", pid.nr.toString(), ...which],
    keepCommand: (_: Pid, command: readonly string[]) => command,
  };
}

/** Opens a recording; it never changes but as its script says, or as the test pushes. */
export function openRecorded(recording: Recording): RecordedKernel {
  const tasks = new RecordedTasks(recording);
  const listeners = new Set<(events: readonly KernelEvent[]) => void>();
  const sent: SentSignal[] = [];
  const open = new Set<object>();
  const opened = (): (() => void) => {
    const token = {};
    open.add(token);
    return () => open.delete(token);
  };
  return {
    translates: recording.translates,
    host: () => ({ ...recording.host, self: hostPid(recording.host.self) }),
    ...questions(tasks),
    openDoor: (member) => {
      if (!recording.translates) return "unknown";
      const task = tasks.peek(member);
      if (typeof task === "string") return task;
      return task.denied ? "denied" : recordedDoor(recording, tasks, task.namespace, opened());
    },
    hold: (pid) => recordedHold(tasks, pid, sent, opened),
    listen: (tell) => {
      listeners.add(tell);
      return Promise.resolve({ close: () => listeners.delete(tell) });
    },
    guardExecs: () => Promise.resolve("unavailable"),
    ...attaching(tasks),
    put: (task) => {
      tasks.put(task);
    },
    remove: (nr) => {
      tasks.remove(nr);
    },
    emit: (events) => {
      for (const tell of listeners) tell(events);
    },
    sent,
    open: () => open.size,
  };
}
