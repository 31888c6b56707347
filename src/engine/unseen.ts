/**
 * A container that runs, as its container engine says, and of which no task is seen: where we are ourselves in a PID
 * namespace that does not enclose it, as in a dev container beside it. "No such space" would be no honest answer then.
 */
import { host } from "../model/pid.ts";
import { parseSpace } from "../model/reference.ts";
import type { Unresolved } from "../model/resolution.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Runtimes } from "./runtimes/runtime.ts";

/** The outermost PID namespace of every machine: PROC_PID_INIT_INO in Linux's proc_ns.h. */
const outermost = "pid:[4026531836]";

const why =
  "it runs, but we are in a PID namespace of our own and see nothing beside it; start this container with --pid=host, or run the engine on the host";

/** The same ending, or the honest one. */
export async function explain(
  found: Unresolved,
  { kernel, runtimes }: { readonly kernel: Kernel; readonly runtimes: Runtimes },
): Promise<Unresolved> {
  if (found.is !== "noSuchSpace" || kernel.host().rootNamespace === outermost) return found;
  const words = parseSpace(found.space);
  const step = "bad" in words || words.at !== undefined ? undefined : words.steps[0];
  const name = step?.by === "runtime" ? step.container : step?.by === "name" ? step.name : undefined;
  if (name === undefined) return found;
  const runs = await runtimes.runs?.(name, step?.by === "runtime" ? step.runtime : undefined);
  return runs === true ? { is: "notVisible", reference: found.space, seenFrom: host, why } : found;
}
