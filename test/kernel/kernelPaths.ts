/** The two ways in which a kernel is looked at; every test of the port runs along both. */
import assert from "node:assert/strict";
import type { Door, Glance, Hold, Kernel, Missing } from "../../src/engine/kernel/kernel.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { host, pidIn, type Pid } from "../../src/model/pid.ts";

export const paths: readonly { readonly path: string; readonly open: (proc?: string) => Kernel }[] = [
  { path: "by system calls", open: (proc = "/proc") => openLinux({ proc }) },
  { path: "by files alone", open: (proc = "/proc") => openLinux({ proc, native: false }) },
];

/** A task by its number in `host`. */
export function at(nr: number): Pid {
  const pid = pidIn(host, nr);
  assert.ok(pid, `${nr} is no number of a task`);
  return pid;
}

/** What was looked at must be there. */
export function there<T extends Glance | Hold | Door | Pid | readonly number[]>(seen: T | Missing | "unknown"): T {
  assert.ok(typeof seen === "object", `expected it to be there, and it was ${seen as string}`);
  return seen;
}

/** Runs `act` with another user's rights (and none of root's), then takes ours back. */
export function asUser<T>(uid: number, act: () => T): T {
  assert.ok(process.seteuid && process.setegid && process.setgroups && process.getgroups);
  const groups = process.getgroups();
  process.setgroups([]);
  process.setegid(uid);
  process.seteuid(uid);
  try {
    return act();
  } finally {
    process.seteuid(0);
    process.setegid(0);
    process.setgroups(groups);
  }
}
