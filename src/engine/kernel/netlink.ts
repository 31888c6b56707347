/** The socket of the process connector (NETLINK_CONNECTOR, CN_IDX_PROC); see linux/cn_proc.h and netlink(7). */
import { eventLength } from "./procEvent.ts";
import { loadKoffi } from "./native.ts";

/** Where a `struct proc_event` starts in a datagram: after nlmsghdr (16) and cn_msg (20). */
const head = 36;
const proc = 1;
const multicastListen = 1;
/** Bytes that the kernel keeps of events for us. */
const roomy = 32 << 20;

const eagain = 11;
const eintr = 4;
/** The kernel had no room for an event: some are lost. */
export const enobufs = 105;

export interface ConnectorSocket {
  /** To be waited for together with others, by `pollFiles`. */
  readonly fd: number;
  /** Waits so long (milliseconds) for something to read. */
  readonly wait: (milliseconds: number) => void;
  /** Takes one event without waiting, `eventLength` bytes to `at`. 0: there is none now; negative: an error number. */
  readonly take: (into: Buffer, at: number) => number;
}

interface Calls {
  readonly socket: (domain: number, type: number, protocol: number) => number;
  readonly bind: (fd: number, address: Buffer, length: number) => number;
  readonly setsockopt: (fd: number, level: number, option: number, value: Buffer, length: number) => number;
  readonly send: (fd: number, bytes: Buffer, length: number, flags: number) => number;
  readonly recv: (fd: number, bytes: Buffer, length: number, flags: number) => number;
  readonly eventfd: (count: number, flags: number) => number;
  readonly poll: (files: Buffer, count: number, milliseconds: number) => number;
  readonly close: (fd: number) => number;
  readonly errno: () => number;
}

function loadCalls(): Calls | undefined {
  const koffi = loadKoffi();
  if (!koffi) return undefined;
  const libc = koffi.load(null);
  return {
    socket: libc.func("int socket(int domain, int type, int protocol)") as Calls["socket"],
    bind: libc.func("int bind(int fd, void *address, uint32_t length)") as Calls["bind"],
    setsockopt: libc.func(
      "int setsockopt(int fd, int level, int option, void *value, uint32_t length)",
    ) as Calls["setsockopt"],
    send: libc.func("long send(int fd, void *bytes, size_t length, int flags)") as Calls["send"],
    recv: libc.func("long recv(int fd, void *bytes, size_t length, int flags)") as Calls["recv"],
    eventfd: libc.func("int eventfd(unsigned int count, int flags)") as Calls["eventfd"],
    poll: libc.func("int poll(void *files, unsigned long count, int milliseconds)") as Calls["poll"],
    close: libc.func("int close(int fd)") as Calls["close"],
    errno: () => koffi.errno(),
  };
}

/** `mark` comes back in the kernel's acknowledgement, which every listener hears. */
function listenMessage(mark: number): Buffer {
  const message = Buffer.alloc(head + 4);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(3, 4); // NLMSG_DONE
  message.writeUInt32LE(proc, 16);
  message.writeUInt32LE(proc, 20);
  message.writeUInt32LE(mark - 1, 28); // its acknowledgement is the next number
  message.writeUInt16LE(4, 32);
  message.writeUInt32LE(multicastListen, head);
  return message;
}

function openSocket(calls: Calls, buffer: number): number {
  const fd = calls.socket(16, 2 | 0o2000000, 11); // AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_CONNECTOR
  if (fd < 0) return fd;
  const size = Buffer.alloc(4);
  size.writeInt32LE(buffer);
  const sol = 1;
  const force = 33;
  // beyond the system's limit only with CAP_NET_ADMIN; else as far as the limit goes
  if (calls.setsockopt(fd, sol, force, size, 4) < 0) calls.setsockopt(fd, sol, 8, size, 4);
  const address = Buffer.alloc(12);
  address.writeUInt16LE(16, 0);
  address.writeUInt32LE(proc, 8);
  if (calls.bind(fd, address, 12) >= 0) return fd;
  calls.close(fd);
  return -1;
}

/**
 * The acknowledgement is in the queue before send(2) returns; where there is none (a PID or user namespace of our
 * own, an old kernel and no privilege) nothing would ever be told.
 */
function acknowledged(calls: Calls, fd: number, mark: number): boolean {
  const message = listenMessage(mark);
  if (calls.send(fd, message, message.length, 0) < 0) return false;
  const answer = Buffer.alloc(1024);
  for (let left = 100_000; left > 0; left--) {
    const length = calls.recv(fd, answer, answer.length, 0x40);
    if (length < 0) return false;
    const none = length >= head + 20 && answer.readUInt32LE(head) === 0;
    if (none && answer.readUInt32LE(28) === mark && answer.readUInt32LE(head + 16) === 0) return true;
  }
  return false;
}

/** A descriptor that ends a `wait` when eight bytes are written to it (eventfd(2)); negative where there is none. */
export function openWake(): number {
  return loadCalls()?.eventfd(0, 0o2004000) ?? -1; // EFD_CLOEXEC | EFD_NONBLOCK
}

/** Undefined where there is no connector for us. The socket is the caller's to close, or closes with the process. `buffer`: bytes kept for us. `wake`: of `openWake`. */
export function openConnector(mark: number, buffer = roomy, wake = -1): ConnectorSocket | undefined {
  const calls = loadCalls();
  const fd = calls ? openSocket(calls, buffer) : -1;
  if (!calls || fd < 0) return undefined;
  if (!acknowledged(calls, fd, mark)) {
    calls.close(fd);
    return undefined;
  }
  const datagram = Buffer.alloc(1024);
  const files = Buffer.alloc(16);
  files.writeInt32LE(fd, 0);
  files.writeInt16LE(1, 4); // POLLIN
  files.writeInt32LE(wake, 8); // a negative one is passed over
  files.writeInt16LE(1, 12);
  return {
    fd,
    wait: (milliseconds) => void calls.poll(files, 2, milliseconds),
    take: (into, at) => {
      const length = calls.recv(fd, datagram, datagram.length, 0x40); // MSG_DONTWAIT
      if (length < 0) {
        const error = calls.errno();
        return error === eagain || error === eintr ? 0 : -error;
      }
      into.fill(0, at, at + eventLength);
      datagram.copy(into, at, head, Math.min(length, head + eventLength));
      return eventLength;
    },
  };
}

let polling: Calls | undefined;

/** poll(2): which of the files can be read, or have come to their end. -1 milliseconds: for as long as it takes. */
export function pollFiles(fds: readonly number[], milliseconds: number): readonly number[] {
  polling ??= loadCalls();
  if (!polling) return [];
  const files = Buffer.alloc(8 * fds.length);
  for (const [at, fd] of fds.entries()) {
    files.writeInt32LE(fd, 8 * at);
    files.writeInt16LE(1, 8 * at + 4); // POLLIN
  }
  if (polling.poll(files, fds.length, milliseconds) < 0) return [];
  return fds.filter((_, at) => files.readInt16LE(8 * at + 6) !== 0);
}
