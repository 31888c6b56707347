/** The ways in which a kernel is looked at; every test of the port runs along each. */
import assert from "node:assert/strict";
import type { Door, Glance, Hold, Kernel } from "../../src/engine/kernel/kernel.ts";
import type { Missing } from "../../src/engine/kernel/missing.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { host, pidIn, type Pid } from "../../src/model/pid.ts";
import { olderKernel } from "../support/olderKernel.ts";

function openOlder(version: number, proc: string): Kernel {
  const native = olderKernel(version);
  return openLinux({ proc, ...(native ? { native } : {}) });
}

interface Path {
  readonly path: string;
  readonly open: (proc?: string) => Kernel;
  /** Reasons as another path does, from facts got otherwise. */
  readonly isOlder?: true;
}

export const paths: readonly Path[] = [
  { path: "by system calls", open: (proc = "/proc") => openLinux({ proc }) },
  { path: "by files alone", open: (proc = "/proc") => openLinux({ proc, native: false }) },
  // what Debian 12, Ubuntu 24.04 and RHEL 9 have: pidfds that are no identities, nothing translated
  { path: "by system calls of Linux 6.1", open: (proc = "/proc") => openOlder(1, proc), isOlder: true },
  // numbers are translated, and neither pidfds nor namespaces say who they are
  { path: "by system calls of Linux 6.12", open: (proc = "/proc") => openOlder(12, proc), isOlder: true },
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
