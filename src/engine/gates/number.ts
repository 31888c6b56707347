/** The number gate: what the task is called where the debugger runs, and which process a thread belongs to. Pure. */
import type { Gate } from "../../model/plan.ts";
import { pidIn, type Pid } from "../../model/pid.ts";
import type { HostFacts } from "../kernel/kernel.ts";
import { openGate, shutGate } from "./gate.ts";
import type { Subject } from "./gates.ts";

/**
 * Debuggers run beside the engine, so the number is the one in `host`: never simply the last of NSpid, which for a
 * nested task belongs to no debugger's space.
 */
export function numberGate(subject: Subject, target: Pid, machine: HostFacts): Gate {
  const { below, rootNamespace, self, selfNamespace } = machine;
  const differ = rootNamespace !== undefined && selfNamespace !== undefined && rootNamespace !== selfNamespace;
  if (differ || below || !self) {
    return shutGate(
      `A debugger started from here would be in ${selfNamespace ?? "another PID namespace"}, but the numbers that we read are those of ${rootNamespace ?? "one that we are not in"}.`,
      "Run the engine in the space whose /proc it reads (a dev container: start it with --pid=host).",
    );
  }
  const thread = subject.task.process !== undefined;
  const why = thread
    ? `${subject.tuple} is a thread of process ${target.nr} as seen from the host, where the debugger runs.`
    : `${subject.tuple} is ${target.nr} as seen from the host, where the debugger runs.`;
  return openGate(why, { nr: target.nr, seenFrom: target.space });
}

/** For a debugger that runs in the task's own PID namespace: the number is the one there. */
export function insideNumberGate(subject: Subject, own: Pid): Gate {
  return openGate(`${subject.tuple} is ${own.nr} in its own space, where the debugger runs.`, {
    nr: own.nr,
    seenFrom: own.space,
  });
}

/** For a debugger in a sidecar, which has the numbers of the container beside it. */
export function sidecarNumberGate(subject: Subject, named: Pid): Gate {
  return openGate(`${subject.tuple} is ${named.nr} in the sidecar, which shares the PID namespace of its container.`, {
    nr: named.nr,
    seenFrom: named.space,
  });
}

/** What the process calls itself: its number in its own space, of which a debugger inside of it would speak. */
export function ownNumber(subject: Subject, numbers: readonly number[]): Pid {
  const innermost = subject.task.tuples.at(-1)?.pid ?? subject.hold.pid;
  if (subject.task.process === undefined) return innermost;
  return pidIn(innermost.space, numbers.at(-1) ?? 0) ?? innermost;
}
