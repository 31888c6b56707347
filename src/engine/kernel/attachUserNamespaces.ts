/** The user namespaces around a task and who owns each: an owner may trace in there without being root. See ioctl_ns(2). */
import { closeSync, fstatSync, openSync } from "node:fs";

/** The calls of ioctl_ns(2) on an open namespace (Linux 4.9+); undefined where the kernel refuses. */
export interface NamespaceCalls {
  /** `NS_GET_PARENT`: a descriptor, the caller's to close. */
  readonly parent: (fd: number) => number | undefined;
  /** `NS_GET_OWNER_UID`, as our own user namespace counts. */
  readonly owner: (fd: number) => number | undefined;
}

export interface UserNamespace {
  readonly link: string;
  readonly owner?: number;
}

/** More than the kernel allows to nest (32). */
const most = 40;

/** From the namespace at `file` outwards, as far as the kernel lets us see; empty where it cannot be opened. */
export function readUserNamespaces(file: string, calls: NamespaceCalls | undefined): readonly UserNamespace[] {
  const chain: UserNamespace[] = [];
  let fd: number | undefined;
  try {
    fd = openSync(file, "r");
  } catch {
    return chain;
  }
  while (fd !== undefined && chain.length < most) {
    const link = `user:[${fstatSync(fd).ino.toString()}]`;
    const owner = calls?.owner(fd);
    chain.push(owner === undefined ? { link } : { link, owner });
    const outer: number | undefined = calls?.parent(fd);
    closeSync(fd);
    fd = outer;
  }
  if (fd !== undefined) closeSync(fd);
  return chain;
}
