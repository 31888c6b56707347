/** Law 2 after the fact: whether it is the task meant that is being debugged. Asks the kernel, never the adapter. */
import { readFileSync } from "node:fs";
import { host, samePid, type Pid } from "../../model/pid.ts";
import type { GuardOf } from "../../model/way.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { sidecarId } from "./sidecar.ts";

/** Deeper than any shell, wrapper and server between us and a tracer. */
const generations = 64;

/** Whether `descendant` is `ancestor` or was started by it, over any number of generations that still live. */
function descends(kernel: Kernel, descendant: Pid, ancestor: Pid): boolean {
  let at: Pid | undefined = descendant;
  for (let count = 0; at && count < generations; count++) {
    if (samePid(at, ancestor)) return true;
    const seen = kernel.glance(at);
    at = typeof seen === "string" ? undefined : seen.parent;
  }
  return false;
}

/** The task's tracer is `tracer` or a descendant of it (the debug server behind a wrapper, a thread of it). */
export function guardTracer(kernel: Kernel, target: Pid, tracer: Pid): GuardOf<Pid> {
  const by = kernel.tracerOf(target);
  if (by === "absent") return { is: "gone" };
  if (by === "none" || by === "denied") return { is: "notTraced" };
  return tracer.space === host && descends(kernel, by, tracer) ? { is: "same" } : { is: "notTraced", by };
}

/** The task's tracer is in the sidecar whose id its engine wrote into the private folder; it is no child of ours. */
export function guardSidecar(kernel: Kernel, target: Pid, folder: string): GuardOf<Pid> {
  const by = kernel.tracerOf(target);
  if (by === "absent") return { is: "gone" };
  if (by === "none" || by === "denied") return { is: "notTraced" };
  const id = readId(sidecarId(folder));
  const tracer = kernel.glance(by);
  const isThere = id !== undefined && typeof tracer !== "string" && tracer.cgroup.includes(id);
  return isThere ? { is: "same" } : { is: "notTraced", by };
}

/** Whole ids only: an empty one would be in every control group. */
function readId(file: string): string | undefined {
  try {
    return /^[0-9a-f]{64}$/.exec(readFileSync(file, "utf8").trim())?.[0];
  } catch {
    return undefined;
  }
}

/** The listener on `port` of the task's network namespace, or its end of a connection there, is a descriptor of the task's own, or of the helper that speaks for it. */
export function guardPort(
  kernel: Kernel,
  target: Pid,
  port: number,
  speaksFor?: (command: readonly string[]) => boolean,
): GuardOf<Pid> {
  const facts = kernel.readAttachFacts(target);
  if (facts === "absent") return { is: "gone" };
  if (facts === "denied") return { is: "notTraced" };
  if (facts.listening?.includes(port)) return { is: "same" };
  if (facts.connected?.includes(port)) return { is: "same" }; // Java takes one debugger, and stops to listen meanwhile
  if (!speaksFor) return { is: "notTraced" };
  const network = facts.namespaces["net"];
  const helper = kernel.survey().find(({ pid }) => {
    if (!speaksFor(kernel.readCommand(pid))) return false;
    const theirs = kernel.readAttachFacts(pid);
    return (
      typeof theirs !== "string" && theirs.namespaces["net"] === network && theirs.listening?.includes(port) === true
    );
  });
  return helper ? { is: "same" } : { is: "notTraced" };
}
