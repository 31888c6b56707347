/**
 * System calls that Node has no words for, through koffi. Optional in every part: where koffi does not load, or
 * on a processor whose call numbers are not listed here, there is none, and everything is read from /proc instead.
 * A failed call returns its error number, negative, as the kernel itself does.
 */
import { createRequire } from "node:module";
import path from "node:path";
import type * as Koffi from "koffi";

export interface Native {
  /** open(2); `file` ends in a zero byte. */
  readonly open: (file: Uint8Array, flags: number) => number;
  readonly close: (fd: number) => number;
  /** openat2(2), Linux 5.6+, with `folder` as root: no link leads out of it, and no magic link is followed. `file` ends in a zero byte. */
  readonly openInRoot: (folder: number, file: Uint8Array, flags: number) => number;
  /** read(2); at most as much as `into` holds. */
  readonly read: (fd: number, into: Uint8Array) => number;
  /** readlink(2); `file` ends in a zero byte. */
  readonly readlink: (file: Uint8Array, into: Uint8Array) => number;
  /** fstat(2), and of it the inode. */
  readonly inode: (fd: number) => number;
  /** pidfd_open(2); Linux 5.3+, threads by `pidfdThread` on 6.9+. */
  readonly pidfdOpen: (nr: number, flags: number) => number;
  /** pidfd_send_signal(2); 0 only asks whether the task is still there. */
  readonly pidfdSignal: (pidfd: number, signal: number) => number;
  /** ioctl(2) with a number as argument. */
  readonly ioctl: (fd: number, request: number, argument: number) => number;
  /** ptrace(2) with a request that does nothing (PTRACE_GETEVENTMSG) about a process that we do not trace: ESRCH where the call is let through. */
  readonly askPtrace: (nr: number) => number;
  /** ioctl(2) that fills or reads a structure. */
  readonly ioctlInto: (fd: number, request: number, structure: Uint8Array) => number;
}

/** PIDFD_THREAD: a pidfd of this very thread. */
export const pidfdThread = 0o200;
/** O_RDONLY | O_CLOEXEC. */
export const readOnly = 0o2000000;
/** O_PATH | O_CLOEXEC: to look at, not to read. */
export const pathOnly = 0o12000000;
/** O_NONBLOCK | O_NOCTTY besides: whatever lies there must not hold us up. */
export const readSafely = readOnly | 0o4400;
export const eperm = 1;
export const esrch = 3;
export const einval = 22;

interface CallNumbers {
  readonly openat: number;
  readonly close: number;
  readonly read: number;
  readonly readlinkat: number;
  readonly fstat: number;
  readonly ioctl: number;
  readonly ptrace: number;
}

/** See syscalls(2) and the kernel's syscall.tbl; pidfd calls have the same number everywhere. */
const numbers: Readonly<Partial<Record<NodeJS.Architecture, CallNumbers>>> = {
  x64: { openat: 257, close: 3, read: 0, readlinkat: 267, fstat: 5, ioctl: 16, ptrace: 101 },
  arm64: { openat: 56, close: 57, read: 63, readlinkat: 78, fstat: 80, ioctl: 29, ptrace: 117 },
};
const pidfdSendSignal = 424;
const pidfdOpen = 434;
const openat2 = 437;
/** PTRACE_GETEVENTMSG. */
const getEventMessage = 0x4201;
/** RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS. */
const inRoot = 0x10 | 0x02;
/** AT_FDCWD. */
const here = -100;

type Whole = (call: number, a: number, b: number, c: number, d: number) => number;
type WithBuffer = (call: number, a: number, b: Uint8Array, c: number, d: number) => number;
type LastBuffer = (call: number, a: number, b: number, c: Uint8Array) => number;
type TwoBuffers = (call: number, a: number, b: Uint8Array, c: Uint8Array, d: number) => number;

function bind(koffi: typeof Koffi, call: CallNumbers): Native {
  const libc = koffi.load(null);
  const whole = libc.func("long syscall(long call, long a, long b, long c, long d)") as Whole;
  const withBuffer = libc.func("long syscall(long call, long a, void *b, long c, long d)") as WithBuffer;
  const lastBuffer = libc.func("long syscall(long call, long a, long b, void *c)") as LastBuffer;
  const twoBuffers = libc.func("long syscall(long call, long a, void *b, void *c, long d)") as TwoBuffers;
  const said = (result: number): number => (result < 0 ? -koffi.errno() : result);
  const stat = Buffer.alloc(256);
  const how = Buffer.alloc(24); // struct open_how: flags, mode, resolve
  how.writeBigUInt64LE(BigInt(inRoot), 16);
  return {
    open: (file, flags) => said(withBuffer(call.openat, here, file, flags, 0)),
    openInRoot: (folder, file, flags) => {
      how.writeBigUInt64LE(BigInt(flags), 0);
      return said(twoBuffers(openat2, folder, file, how, how.length));
    },
    close: (fd) => said(whole(call.close, fd, 0, 0, 0)),
    read: (fd, into) => said(withBuffer(call.read, fd, into, into.length, 0)),
    readlink: (file, into) => said(twoBuffers(call.readlinkat, here, file, into, into.length)),
    inode: (fd) => {
      const result = said(withBuffer(call.fstat, fd, stat, 0, 0));
      // st_ino is the second word of struct stat on both processors; exact up to 2^53, far above any counter.
      return result < 0 ? result : stat.readUInt32LE(8) + stat.readUInt32LE(12) * 0x1_0000_0000;
    },
    pidfdOpen: (nr, flags) => said(whole(pidfdOpen, nr, flags, 0, 0)),
    pidfdSignal: (pidfd, signal) => said(whole(pidfdSendSignal, pidfd, signal, 0, 0)),
    ioctl: (fd, request, argument) => said(whole(call.ioctl, fd, request, argument, 0)),
    askPtrace: (nr) => said(whole(call.ptrace, getEventMessage, nr, 0, 0)),
    ioctlInto: (fd, request, structure) => said(lastBuffer(call.ioctl, fd, request, structure)),
  };
}

/** The foreign function interface; undefined where it is missing, or not for this libc. */
export function loadKoffi(): typeof Koffi | undefined {
  try {
    return createRequire(path.resolve(__filename))("koffi") as typeof Koffi;
  } catch {
    return undefined;
  }
}

let loaded: { readonly native: Native | undefined } | undefined;

/** Loads once; undefined where koffi is missing, or cannot be had for this system. */
export function loadNative(): Native | undefined {
  loaded ??= { native: load() };
  return loaded.native;
}

function load(): Native | undefined {
  const call = process.platform === "linux" ? numbers[process.arch] : undefined;
  const koffi = call && loadKoffi();
  try {
    return koffi && bind(koffi, call);
  } catch {
    return undefined; // a libc without syscall(2)
  }
}
