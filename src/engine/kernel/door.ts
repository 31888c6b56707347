/** Doors: an open namespace that translates numbers by ioctl. */
import { host, pidIn, type Pid } from "../../model/pid.ts";
import type { Door } from "./kernel.ts";
import type { Missing } from "./missing.ts";
import { inodeOf, namespaceIoctl, uniqueOf } from "./namespaceIoctl.ts";
import { eperm, readOnly, type Native } from "./native.ts";
import type { Place } from "./place.ts";
import { missingNumber } from "./procFile.ts";

/** EPERM: it encloses our own, or is none of ours; the outermost that we may see has no parent for us. */
function parentOf(native: Native, fd: number): string {
  const parent = native.ioctl(fd, namespaceIoctl.parent, 0);
  if (parent < 0) return parent === -eperm ? "none" : "unknown";
  const link = inodeOf(native, parent);
  native.close(parent);
  return link ?? "unknown";
}

/** Opens the namespace of a task by its number; whose namespace it is by then, `namespace` says. */
export function openDoor(place: Place, member: Pid): Door | Missing | "unknown" {
  const { native } = place;
  if (!native || !place.translates) return "unknown";
  if (member.space !== host) return "absent";
  const fd = native.open(Buffer.from(`${place.proc}/${member.nr}/ns/pid\0`), readOnly);
  if (fd < 0) return missingNumber(fd);
  const namespace = inodeOf(native, fd);
  if (namespace === undefined) {
    native.close(fd);
    return "denied";
  }
  const unique = uniqueOf(native, fd);
  let open = true;
  return {
    namespace,
    ...(unique === undefined ? {} : { unique }),
    parent: parentOf(native, fd),
    toHost: (nr) => (open ? pidIn(host, native.ioctl(fd, namespaceIoctl.pidFrom, nr)) : undefined) ?? "absent",
    fromHost: (pid) => {
      const nr = open && pid.space === host ? native.ioctl(fd, namespaceIoctl.pidIn, pid.nr) : 0;
      return nr > 0 ? nr : "absent";
    },
    close: () => {
      if (open) native.close(fd);
      open = false;
    },
  };
}
