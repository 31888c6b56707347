/** Files below the root of the task that a tuple names: that very task's, or nobody's. */
import type { Below, BelowAsk } from "../model/belowRoot.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Missing } from "./kernel/missing.ts";
import type { FoundTask } from "./spaces/resolve.ts";

/** `path` begins at the task's own root; links in it are resolved there. "unknown": this engine cannot. */
export function lookBelow(
  kernel: Kernel,
  { glance }: FoundTask,
  path: string,
  asked: BelowAsk,
): Below | Missing | "unknown" {
  const root = kernel.openRoot(glance.pid);
  if (typeof root === "string") return root;
  try {
    return kernel.identify(glance.pid) === glance.id ? root.look(path, asked) : "absent";
  } finally {
    root.close();
  }
}
