/** Makers of a gate's state: open with what the debugger must be told, or shut with the smallest thing that opens it. */
import type { Gate } from "../../model/plan.ts";

export type Settings = Readonly<Record<string, unknown>>;

export function openGate(why: string, settings: Settings = {}): Gate {
  return { open: true, why, settings };
}

/** A shut gate that may be open to root, where `helps` says so. */
export function forRoot(gate: Gate, helps: boolean): Gate {
  return helps ? { ...gate, elevate: true } : gate;
}

/** `cure` is absent where nothing helps. */
export function shutGate(why: string, cure?: string, settings: Settings = {}): Gate {
  return { open: false, why, settings, ...(cure === undefined ? {} : { cure }) };
}
