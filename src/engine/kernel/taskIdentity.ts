/**
 * Identity of a task, one way for everything that one engine says: the inode of its pidfd where there is pidfs
 * (never given twice while the machine is up), else when it started and as what. The latter alone cannot tell two
 * tasks apart that had one number within one clock tick (10 ms); a hold can.
 */
import type { Pid } from "../../model/pid.ts";
import { taskId, type TaskId } from "../../model/task.ts";
import type { Missing } from "./missing.ts";
import { pidfdThread } from "./native.ts";
import { parseStat } from "./parseStat.ts";
import type { Place } from "./place.ts";
import { attempt, missingNumber, readBytes } from "./procFile.ts";

export function pidfsId(inode: number): TaskId {
  return taskId(`pidfd-${inode}`);
}

export function startId(place: Place, nr: number, startTicks: number): TaskId {
  return taskId(`${place.bootId}-${startTicks}-${nr}`);
}

/** The cheap second look; needs no permission. */
export function identify(place: Place, pid: Pid): TaskId | Missing {
  const { native } = place;
  if (native && place.pidfs) {
    const fd = native.pidfdOpen(pid.nr, pidfdThread);
    if (fd < 0) return missingNumber(fd);
    const inode = native.inode(fd);
    native.close(fd);
    return pidfsId(inode);
  }
  const stat = attempt(() => parseStat(readBytes(`${place.proc}/${pid.nr}/stat`)));
  if (typeof stat === "string") return stat;
  return stat.value ? startId(place, pid.nr, stat.value.startTicks) : "denied";
}
