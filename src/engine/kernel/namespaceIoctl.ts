/** What can be asked of an open namespace; see ioctl_nsfs(2) and linux/nsfs.h. */
import type { Native } from "./native.ts";

export const namespaceIoctl = {
  /** NS_GET_PARENT, Linux 4.9+: a descriptor of the enclosing namespace. */
  parent: 0xb702,
  /** NS_GET_PID_FROM_PIDNS, Linux 6.11+: a number in there → the number here. Takes thread numbers. */
  pidFrom: 0x8004b706,
  /** NS_GET_PID_IN_PIDNS, Linux 6.11+: a number here → the number in there. Takes thread numbers. */
  pidIn: 0x8004b708,
  /** NS_GET_ID, Linux 6.18+: 64 bits, never given twice while the machine is up. */
  id: 0x8008b70d,
} as const;

/** `pid:[INODE]` of an open PID namespace. */
export function inodeOf(native: Native, fd: number): string | undefined {
  const inode = native.inode(fd);
  return inode > 0 ? `pid:[${inode}]` : undefined;
}

/** NS_GET_ID in decimal; absent on older kernels. */
export function uniqueOf(native: Native, fd: number): string | undefined {
  const id = Buffer.alloc(8);
  return native.ioctlInto(fd, namespaceIoctl.id, id) < 0 ? undefined : id.readBigUInt64LE().toString();
}
