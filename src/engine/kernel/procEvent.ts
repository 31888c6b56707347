/** Events of the process connector as bytes → `KernelEvent`; see linux/cn_proc.h. */
import { host, pidIn } from "../../model/pid.ts";
import type { Ending } from "../../model/resolution.ts";
import type { KernelEvent } from "./kernel.ts";

/** Bytes that we keep of each `struct proc_event`: 16 of head, 24 of what happened. */
export const eventLength = 40;

const fork = 0x1;
const exec = 0x2;
const renamed = 0x200;
const exit = 0x80000000;

/** As wait(2) writes it: a signal in the low seven bits, else the code in the next byte. */
export function parseEnding(status: number): Ending {
  const signal = status & 0x7f;
  return signal > 0 ? { signal } : { code: (status >> 8) & 0xff };
}

function textAt(bytes: Buffer, at: number, length: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString("utf8", at, end < 0 || end > at + length ? at + length : end);
}

/** One event; undefined for kinds that say nothing about names of tasks. Never throws for `eventLength` bytes. */
function parseEvent(bytes: Buffer, from: number, suspended: number): KernelEvent | undefined {
  const number = (index: number) => pidIn(host, bytes.readInt32LE(from + 16 + 4 * index));
  const at = (bytes.readUInt32LE(from + 8) + bytes.readUInt32LE(from + 12) * 0x1_0000_0000) / 1e6 + suspended;
  const pid = number(0);
  const process = number(1);
  if (!pid || !process) return undefined;
  switch (bytes.readUInt32LE(from)) {
    case fork: {
      const child = number(2);
      const childProcess = number(3);
      return child && childProcess && { is: "fork", at, pid: child, process: childProcess, parent: process };
    }
    case exec:
      return { is: "exec", at, pid };
    case renamed:
      return { is: "renamed", at, pid, name: textAt(bytes, from + 24, 16) };
    case exit:
      return { is: "exit", at, pid, process, ending: parseEnding(bytes.readUInt32LE(from + 24)) };
    default:
      return undefined;
  }
}

/**
 * A batch, `eventLength` bytes each, in order; a cut one at the end is left out. Never throws. `suspended`: milliseconds
 * by which the time since boot is ahead of CLOCK_MONOTONIC, by which the kernel dates events.
 */
export function parseEvents(bytes: Buffer, suspended = 0): readonly KernelEvent[] {
  const events: KernelEvent[] = [];
  for (let at = 0; at + eventLength <= bytes.length; at += eventLength) {
    const event = parseEvent(bytes, at, suspended);
    if (event) events.push(event);
  }
  return events;
}
