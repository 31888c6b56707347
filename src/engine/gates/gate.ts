/** Makers of a gate's state: open with what the debugger must be told, or shut with the smallest thing that opens it. */
import type { Gate } from "../../model/plan.ts";

export type Settings = Readonly<Record<string, unknown>>;

export function openGate(why: string, settings: Settings = {}): Gate {
  return { open: true, why, settings };
}

/** `cure` is absent where nothing helps. */
export function shutGate(why: string, cure?: string, settings: Settings = {}): Gate {
  return { open: false, why, settings, ...(cure === undefined ? {} : { cure }) };
}
