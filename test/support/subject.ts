/** The gates' subject for a process of this machine, without an engine around it. */
import type { Subject } from "../../src/engine/gates/gates.ts";
import type { Kernel } from "../../src/engine/kernel/kernel.ts";
import { host, namespaceSpace, pidIn, type Pid } from "../../src/model/pid.ts";
import type { Space } from "../../src/model/space.ts";

function hostPid(nr: number): Pid {
  const pid = pidIn(host, nr);
  if (!pid) throw new Error(`${nr} is no process number`);
  return pid;
}

/** Holds the process; release it with `subject.hold.release()`. */
export function subjectOf(kernel: Kernel, nr: number, container?: Space): Subject {
  const pid = hostPid(nr);
  const hold = kernel.hold(pid);
  const seen = kernel.glance(pid);
  if (typeof hold === "string" || typeof seen === "string") throw new Error(`host:${nr} cannot be held`);
  const link = seen.namespace;
  const numbers = kernel.readNumbers(pid);
  const own = typeof numbers === "string" ? nr : (numbers.at(-1) ?? nr);
  const space = (link === undefined ? undefined : namespaceSpace(link)) ?? host;
  const inner = pidIn(space, own) ?? pid;
  const tuples = [pid, ...(space === host ? [] : [inner])].map((each) => ({
    pid: each,
    provenance: "kernel" as const,
  }));
  const task = { ...seen, id: hold.id, command: kernel.readCommand(pid), start: "", tuples, space };
  const member: Space = {
    id: space,
    identity: space,
    name: space,
    numbering: space,
    depth: tuples.length - 1,
    flags: { virtualPids: true, allSeeing: false },
    tasks: 1,
    provenance: "kernel",
  };
  return { task, tuple: `host:${nr}`, space: member, hold, ...(container ? { container } : {}) };
}
