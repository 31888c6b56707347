/**
 * Holds: a pidfd, or an open folder /proc/N. Either is tied to the task and not to its number, so whatever takes
 * over the number afterwards is never mistaken for it.
 */
import { closeSync, openSync } from "node:fs";
import { host, type Pid } from "../../model/pid.ts";
import type { Hold } from "./kernel.ts";
import type { Missing } from "./missing.ts";
import { esrch, pidfdThread, type Native } from "./native.ts";
import { parseStat } from "./parseStat.ts";
import type { Place } from "./place.ts";
import { attempt, missingNumber, readBytes } from "./procFile.ts";
import { pidfsId, startId } from "./taskIdentity.ts";

function sendBy(native: Native, fd: number, signal: number): "sent" | Missing {
  const result = native.pidfdSignal(fd, signal);
  if (result >= 0) return "sent";
  return result === -esrch ? "absent" : "denied";
}

/** A process's own pidfd signals the process; only a thread gets one of its own. */
function openPidfd(native: Native, nr: number): number {
  const process = native.pidfdOpen(nr, 0);
  return process >= 0 || process === -esrch ? process : native.pidfdOpen(nr, pidfdThread);
}

function holdByPidfd(native: Native, pid: Pid, fd: number): Hold {
  let open = true;
  return {
    id: pidfsId(native.inode(fd)),
    pid,
    // signal 0 is refused (EPERM) or heard by whoever is there; only a reaped task is ESRCH
    alive: () => open && native.pidfdSignal(fd, 0) !== -esrch,
    signal: (signal) => (open ? sendBy(native, fd, signal) : "absent"),
    release: () => {
      if (open) native.close(fd);
      open = false;
    },
  };
}

/** Our own way to a file in the open folder; dead tasks' folders are empty. */
function readStatIn(fd: number) {
  return attempt(() => parseStat(readBytes(`/proc/self/fd/${fd}/stat`)));
}

function holdByFolder(place: Place, pid: Pid): Hold | Missing {
  const opened = attempt(() => openSync(`${place.proc}/${pid.nr}`, "r"));
  if (typeof opened === "string") return opened;
  const fd = opened.value;
  const stat = readStatIn(fd);
  if (typeof stat === "string" || !stat.value) {
    closeSync(fd);
    return typeof stat === "string" ? stat : "denied";
  }
  let open = true;
  const alive = (): boolean => open && typeof readStatIn(fd) !== "string";
  return {
    id: startId(place, pid.nr, stat.value.startTicks),
    pid,
    alive,
    // pidfd_send_signal(2) takes such a folder too; without it, signalling by number could hit another: refused
    signal: (signal) => {
      if (!alive()) return "absent";
      return place.library ? sendBy(place.library, fd, signal) : "denied";
    },
    release: () => {
      if (open) closeSync(fd);
      open = false;
    },
  };
}

export function hold(place: Place, pid: Pid): Hold | Missing {
  if (pid.space !== host) return "absent";
  const { native } = place;
  if (!native || !place.pidfs) return holdByFolder(place, pid);
  const fd = openPidfd(native, pid.nr);
  return fd < 0 ? missingNumber(fd) : holdByPidfd(native, pid, fd);
}
