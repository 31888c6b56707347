/** System calls as an older kernel has them: this one's, less what came later. For where most people's machines stand. */
import { einval, loadNative, pidfdThread, type Native } from "../../src/engine/kernel/native.ts";
import { namespaceIoctl } from "../../src/engine/kernel/namespaceIoctl.ts";
import { processOf } from "./processes.ts";

/** ENOTTY: no such ioctl; ENOSYS: no such call. */
const [enotty, enosys] = [25, 38];
const pidfdGetInfo = 0xc040ff0b;

/** Which ioctl came with which 6.x. */
const since = new Map<number, number>([
  [namespaceIoctl.pidFrom, 11],
  [namespaceIoctl.pidIn, 11],
  [pidfdGetInfo, 13],
  [namespaceIoctl.id, 18],
]);

/** Linux 6.`minor`; "5.2" has no pidfds at all. Undefined where this machine has no native part. */
export function olderKernel(version: number | "5.2"): Native | undefined {
  const native = loadNative();
  if (!native) return undefined;
  if (version === "5.2") return { ...native, pidfdOpen: () => -enosys };
  const known = (request: number): boolean => (since.get(request) ?? 0) <= version;
  const older: Native = {
    ...native,
    ioctl: (fd, request, argument) => (known(request) ? native.ioctl(fd, request, argument) : -enotty),
    ioctlInto: (fd, request, structure) => (known(request) ? native.ioctlInto(fd, request, structure) : -enotty),
  };
  return version >= 9 ? older : withoutPidfs(older);
}

/** Before Linux 6.9 pidfds are of processes alone, and share one inode. */
function withoutPidfs(native: Native): Native {
  const pidfds = new Set<number>();
  return {
    ...native,
    pidfdOpen: (nr, flags) => {
      if (flags === pidfdThread) return -einval;
      const process = processOf(nr);
      if (process !== undefined && process !== nr) return -einval;
      const fd = native.pidfdOpen(nr, flags);
      if (fd >= 0) pidfds.add(fd);
      return fd;
    },
    inode: (fd) => (pidfds.has(fd) ? 1 : native.inode(fd)),
    close: (fd) => {
      pidfds.delete(fd);
      return native.close(fd);
    },
  };
}
