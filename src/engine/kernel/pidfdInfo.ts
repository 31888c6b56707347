/** PIDFD_GET_INFO (Linux 6.13+): who a pidfd's task is, and that it is still there; see linux/pidfd.h. */
import type { Native } from "./native.ts";

/** _IOWR(0xFF, 11, the structure's first version of 64 bytes). */
const getInfo = 0xc040ff0b;
/** PIDFD_INFO_PID | PIDFD_INFO_CREDS. */
const wanted = 3;

const structure = Buffer.alloc(64);

/** Asks; 0, or a negative error number: -3 (ESRCH) once the task is reaped. The answer is read by `infoParent` and `infoUser`. */
export function pidfdInfo(native: Native): (pidfd: number) => number {
  return (pidfd) => {
    structure.writeUInt32LE(wanted, 0);
    structure.writeUInt32LE(0, 4);
    const result = native.ioctlInto(pidfd, getInfo, structure);
    return result < 0 ? result : 0;
  };
}

/** The parent's number in our namespace, of the task asked last; 0 for none. */
export function infoParent(): number {
  return structure.readUInt32LE(24);
}

/** The effective user id of the task asked last. */
export function infoUser(): number {
  return structure.readUInt32LE(36);
}
