/** An engine over a recording, with runtimes that know the recordings' containers. The only file of these tests that knows how an engine is put together. */
import type { Resolved } from "../../../src/engine/answers.ts";
import path from "node:path";
import { Engine } from "../../../src/engine/engine.ts";
import { Journal } from "../../../src/engine/journal/journal.ts";
import { openRecorded, type RecordedKernel } from "../../../src/engine/kernel/recorded.ts";
import type { RecordedTask, Recording } from "../../../src/engine/kernel/recording.ts";
import { Names } from "../../../src/engine/names.ts";
import type { ContainerKey, Label, Runtimes } from "../../../src/engine/runtimes/runtime.ts";
import type { Unresolved } from "../../../src/model/resolution.ts";
import { recordings, type Situation } from "../../recordings/recordings.ts";

const namesByDigits: Readonly<Record<string, string>> = {
  "3f2a": "web",
  "9bc1": "db",
  "77de": "agent",
  "5cab": "sidecar",
};

export function containerOf(cgroup: string): ContainerKey | undefined {
  const docker = /docker-([0-9a-f]+)\.scope/.exec(cgroup)?.[1];
  if (docker !== undefined) return { runtime: "docker", id: docker };
  const unit = /([a-z0-9@.-]+\.service)$/.exec(cgroup.trim())?.[1];
  return unit === undefined ? undefined : { runtime: "systemd", id: unit };
}

export const recordedRuntimes: Runtimes = {
  containerOf,
  readLabels: (containers) => {
    const byContainer = new Map<string, Label>();
    for (const { runtime, id } of containers) {
      const name = namesByDigits[id.slice(0, 4)];
      if (runtime === "docker" && name !== undefined) byContainer.set(`${runtime}://${id}`, { name });
    }
    return Promise.resolve({ byContainer, bySpace: new Map() });
  },
};

export interface RecordedEngine {
  readonly kernel: RecordedKernel;
  readonly engine: Engine;
}

export interface Conditions {
  /** `false`: the kernel tells nothing by itself. */
  readonly hasEvents?: boolean;
  /** Where names and a journal are kept; absent: nowhere. */
  readonly state?: string;
}

export function engineOver(recording: Recording, { hasEvents = true, state }: Conditions = {}): RecordedEngine {
  const recorded = openRecorded(recording);
  const deaf = { listen: () => Promise.resolve("unavailable" as const) };
  const kernel = hasEvents ? recorded : { ...recorded, ...deaf };
  const gates = {
    plan: () => Promise.resolve("gone" as const),
    open: () => Promise.resolve({ is: "gone" as const }),
    close: () => Promise.resolve(),
    guard: () => ({ is: "same" as const }),
  };
  const names = new Names(state === undefined ? undefined : path.join(state, "names.json"));
  const journal = state === undefined ? {} : { journal: new Journal(state, kernel) };
  const engine = new Engine({ kernel, runtimes: recordedRuntimes, gates, names, ...journal });
  return { kernel, engine };
}

export const engineOf = (situation: Situation, conditions?: Conditions): RecordedEngine =>
  engineOver(recordings[situation], conditions);

/** The same machine without the ioctls. */
export const withoutDoors = (recording: Recording): Recording => ({ ...recording, translates: false });

/** The same machine as an ordinary user sees it: no namespace link but those of its own tasks. */
export const withoutPrivilege = (recording: Recording, uid = 1000): Recording => ({
  ...withoutDoors(recording),
  host: { ...recording.host, uid },
  tasks: recording.tasks.map((task): RecordedTask => ({ ...task, denied: task.uid !== uid })),
});

/** An answer as one line: `found nginx, 3217 outside`. */
export function say(answer: Resolved | Unresolved): string {
  switch (answer.is) {
    case "found":
      return `found ${answer.task.name}, ${answer.pid.nr.toString()} in ${answer.pid.space}`;
    case "ambiguousSpace":
    case "ambiguousTask":
      return `${answer.is} ${answer.candidates.join(" ")}`;
    case "notVisible":
      return `notVisible: ${answer.why}`;
    case "badWords":
    case "noSuchSpace":
    case "noSuchTask":
      return answer.is;
  }
}
