/**
 * Watching a program from its first instruction to its last, by ptrace(2) through koffi. For the keeper alone
 * (keeper.ts): every call must come from one thread, and the C library starts the program, since Node would take what
 * the kernel tells its tracer for the end of a child of its own.
 */
import type * as Koffi from "koffi";
import { loadKoffi } from "./native.ts";

/** What wait4(2) tells of a task that we trace. */
export type Told =
  /** A signal is about to be delivered. */
  | { readonly is: "signal"; readonly nr: number; readonly signal: number }
  /** The whole process has been stopped, as by SIGSTOP. */
  | { readonly is: "stopped"; readonly nr: number }
  /** It is about to end, and nothing of it has been taken down; see PTRACE_O_TRACEEXIT. */
  | { readonly is: "ending"; readonly nr: number }
  /** It has begun, cloned or become another program. */
  | { readonly is: "event"; readonly nr: number }
  /** It is gone; `signal` is absent where it exited by itself. */
  | { readonly is: "gone"; readonly nr: number; readonly code: number; readonly signal?: number };

const eventExit = 6;
const eventStop = 128;
const stopSignals: readonly number[] = [19, 20, 21, 22]; // SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU

/** The status of wait4(2), as sys/wait.h and ptrace(2) describe it. */
export function parseTold(nr: number, status: number): Told {
  if ((status & 0x7f) === 0) return { is: "gone", nr, code: (status >> 8) & 0xff };
  if ((status & 0xff) !== 0x7f) return { is: "gone", nr, code: 0, signal: status & 0x7f };
  const signal = (status >> 8) & 0xff;
  const event = status >> 16;
  if (event === eventExit) return { is: "ending", nr };
  if (event === eventStop) return { is: stopSignals.includes(signal) ? "stopped" : "event", nr };
  return event === 0 ? { is: "signal", nr, signal } : { is: "event", nr };
}

export interface Tracing {
  /** Starts a program that inherits our streams, found along PATH; its number, or a negative error. */
  readonly start: (command: readonly string[]) => number;
  /** Traces a thread and whatever threads it starts from now on, without stopping it. Our own end leaves them running. */
  readonly seize: (nr: number) => boolean;
  /** Lets a stopped one go on, with the signal that it was stopped for, or 0. */
  readonly goOn: (nr: number, signal: number) => void;
  /** Leaves it stopped as it is, and listens for its going on. */
  readonly listen: (nr: number) => void;
  /** The next thing that there is to tell; undefined where there is nothing now, "nobody" where we trace none. */
  readonly next: () => Told | "nobody" | undefined;
  /** Whether nobody has the far end of our stdin any more; never where that is a file, such as /dev/null. See poll(2). */
  readonly isLeft: () => boolean;
}

const request = { seize: 0x4206, cont: 7, listen: 0x4208 };
/** PTRACE_O_TRACE…: CLONE, EXEC, EXIT. Not what it forks: GDB tries out ptrace(2) on a child, which must be free. */
const options = 0x08 | 0x10 | 0x40;
/** __WALL | WNOHANG. */
const waitOptions = 0x4000_0001;
const echild = 10;
const calls: Readonly<Partial<Record<NodeJS.Architecture, number>>> = { x64: 101, arm64: 117 };
/** POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF: a program begins with every signal as it is by default. */
const spawnFlags = 0x0c;
/** Where struct pollfd, of descriptor 0 here, has what was found, and of it POLLERR | POLLHUP, which need no asking. */
const found = { at: 6, left: 0x08 | 0x10 };
/** F_SETFD. */
const setFdFlags = 2;

type Libc = ReturnType<(typeof Koffi)["load"]>;
type Ptrace = (call: number, request: number, nr: number, address: number, data: number) => number;
type Wait = (nr: number, status: Uint8Array, options: number, usage: null) => number;
type Poll = (asked: Buffer, count: number, limit: number) => number;
type Control = (fd: number, command: number, flags: number) => number;
type Spawn = (
  nr: Uint8Array,
  program: string,
  actions: null,
  attributes: Uint8Array,
  words: readonly (string | null)[],
  environment: readonly (string | null)[],
) => number;

/** posix_spawnattr_t, with every signal as it is by default, and none blocked. It has 336 bytes. */
function plainSignals(libc: Libc): Buffer {
  const attributes = Buffer.alloc(1024);
  const initialise = libc.func("int posix_spawnattr_init(void *on)") as (on: Buffer) => number;
  const setDefault = libc.func("int posix_spawnattr_setsigdefault(void *on, void *set)") as (
    on: Buffer,
    set: Buffer,
  ) => number;
  const setFlags = libc.func("int posix_spawnattr_setflags(void *on, short flags)") as (
    on: Buffer,
    flags: number,
  ) => number;
  initialise(attributes);
  setDefault(attributes, Buffer.alloc(128, 0xff));
  setFlags(attributes, spawnFlags);
  return attributes;
}

/** See posix_spawn(3). */
function starter(libc: Libc): Tracing["start"] {
  const spawn = libc.func(
    "int posix_spawnp(void *nr, const char *program, void *actions, void *attributes, const char **words, const char **environment)",
  ) as Spawn;
  const control = libc.func("int fcntl(int fd, int command, int flags)") as Control;
  const attributes = plainSignals(libc);
  return ([program = "", ...words]) => {
    for (const fd of [0, 1, 2]) control(fd, setFdFlags, 0); // Node keeps them from whoever is started
    const nr = Buffer.alloc(4);
    const environment = Object.entries(process.env).map(([name, value]) => `${name}=${value ?? ""}`);
    const failed = spawn(nr, program, null, attributes, [program, ...words, null], [...environment, null]);
    return failed === 0 ? nr.readInt32LE() : -failed;
  };
}

/** Undefined where koffi does not load, or on a processor whose call number is not listed here. */
export function openTracing(): Tracing | undefined {
  const koffi = loadKoffi();
  const call = calls[process.arch];
  if (!koffi || call === undefined) return undefined;
  const libc = koffi.load(null);
  const ptrace = libc.func("long syscall(long call, long request, long nr, long address, long data)") as Ptrace;
  const wait = libc.func("int wait4(int nr, _Out_ void *status, int options, void *usage)") as Wait;
  const poll = libc.func("int poll(_Inout_ void *asked, unsigned long count, int limit)") as Poll;
  const status = Buffer.alloc(4);
  return {
    start: starter(libc),
    seize: (nr) => ptrace(call, request.seize, nr, 0, options) === 0,
    goOn: (nr, signal) => {
      ptrace(call, request.cont, nr, 0, signal);
    },
    listen: (nr) => {
      ptrace(call, request.listen, nr, 0, 0);
    },
    next: () => {
      const nr = wait(-1, status, waitOptions, null);
      if (nr > 0) return parseTold(nr, status.readInt32LE());
      return nr < 0 && koffi.errno() === echild ? "nobody" : undefined;
    },
    isLeft: () => {
      const asked = Buffer.alloc(8);
      return poll(asked, 1, 0) > 0 && (asked.readInt16LE(found.at) & found.left) !== 0;
    },
  };
}
