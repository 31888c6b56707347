/** How it can end to look for a task by its number, and for its number in another space. */
import { pidIn, type Pid, type SpaceId } from "../../model/pid.ts";
import type { Provenance } from "../../model/space.ts";
import type { Glance, Kernel } from "../kernel/kernel.ts";

export type Translation =
  | { readonly is: "found"; readonly glance: Glance; readonly provenance: Provenance }
  /** Nobody has the number; `sure` where the kernel said so and the namespace lives. */
  | { readonly is: "absent"; readonly sure: boolean }
  /** More than one task may have it; names in `host`. */
  | { readonly is: "ambiguous"; readonly candidates: readonly Pid[] }
  /** A task has this number in a namespace that may be this one, or tasks are kept from us. */
  | Hidden;

/** `denied`: a right that we lack keeps it from us. */
export interface Hidden {
  readonly is: "hidden";
  readonly why: string;
  readonly denied?: true;
}

export type NumberThere =
  | { readonly is: "number"; readonly pid: Pid; readonly provenance: Provenance }
  | { readonly is: "notThere" }
  | { readonly is: "gone" }
  | { readonly is: "unknown"; readonly why: string; readonly denied?: true };

/** The mount of the procfs keeps it from us; see proc(5). */
export const hiddenFromUs: Hidden = {
  is: "hidden",
  why: "this /proc hides other users' processes (hidepid)",
  denied: true,
};
/** Its namespace link is not ours to read, and nothing else tells. */
export const cannotTell =
  "which space the task with this number is in cannot be told without the right to read its namespace";

export function numberThere(space: SpaceId, nr: number | "absent", provenance: Provenance): NumberThere {
  const pid = nr === "absent" ? undefined : pidIn(space, nr);
  return pid ? { is: "number", pid, provenance } : { is: "notThere" };
}

/** The second look at a task, with which every lookup ends. */
export function proved(
  kernel: Pick<Kernel, "identify">,
  glance: Glance,
  provenance: Provenance,
): Translation | "changed" {
  return kernel.identify(glance.pid) === glance.id ? { is: "found", glance, provenance } : "changed";
}
