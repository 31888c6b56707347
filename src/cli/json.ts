/** What `--json` prints: the contract's shapes, made from the wire's. A number stands beside its space in each. */
import type { WireGone, WireResolution, WireTask, WireTuple } from "../protocol/wire.ts";

const tupleJson = ({ space, nr, name, provenance }: WireTuple): object => ({ space, pid: nr, name, provenance });

/** One element of `pspace tasks --json`. */
export function taskJson(task: WireTask): object {
  return {
    id: task.id,
    pid: task.pid.nr,
    host: task.host.nr,
    name: task.name,
    state: task.state,
    uid: task.uid,
    command: task.command,
    start: task.start,
    space: task.member,
    tuples: task.tuples.map(tupleJson),
    ...processJson(task),
  };
}

/** Of a thread: its process. */
const processJson = ({ process }: WireTask): object =>
  process === undefined ? {} : { process: { space: process.space, pid: process.nr } };

/** A task that has ended, in `pspace watch --json`. */
export const goneJson = ({ id, name, tuples, how }: WireGone): object => ({
  id,
  name,
  tuples: tuples.map(tupleJson),
  ...(how === undefined ? {} : { how }),
});

/** What `pspace resolve --json` prints, however the lookup ended. */
export function resolutionJson(resolution: WireResolution): object {
  if (resolution.is === "found") return foundJson(resolution);
  if (resolution.is === "remembered") {
    return { outcome: "remembered", ...resolution.life, tuples: resolution.tuples.map(tupleJson) };
  }
  const { is, ...rest } = resolution;
  return { outcome: is, ...rest };
}

function foundJson({ task, pid, tuple }: Extract<WireResolution, { readonly is: "found" }>): object {
  return {
    outcome: "found",
    tuple,
    seenFrom: pid.space,
    pid: pid.nr,
    task: { id: task.id, name: task.name, start: task.start, ...processJson(task) },
    tuples: task.tuples.map(tupleJson),
  };
}
