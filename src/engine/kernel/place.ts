/** From where the kernel is asked: which procfs, whether system calls take its numbers, and what this kernel can do. */
import { inodeOf, namespaceIoctl } from "./namespaceIoctl.ts";
import { pidfdInfo } from "./pidfdInfo.ts";
import { loadNative, pidfdThread, readOnly, type Native } from "./native.ts";
import { parseStatus, type StatusFacts } from "./parseStatus.ts";
import { attempt, readLink, readText, valueOr } from "./procFile.ts";

export interface Place {
  /** Where the procfs is mounted whose numbers are those of `host`; no slash at its end. */
  readonly proc: string;
  /** Ourselves as that procfs shows us; absent when it is of a namespace that we are not in. */
  readonly self?: StatusFacts & { readonly nr: number };
  readonly bootId: string;
  /** Loaded, whether or not it takes the numbers of `host`. */
  readonly library?: Native;
  /** System calls that take numbers; only where the procfs is of our own PID namespace and there are pidfds. */
  readonly native?: Native;
  /** Whether pidfds have inodes of their own, which are identities (Linux 6.9+). */
  readonly pidfs: boolean;
  /** Whether PIDFD_GET_INFO is there (Linux 6.13+). */
  readonly info: boolean;
  /** Whether namespaces translate numbers (Linux 6.11+). */
  readonly translates: boolean;
}

function readSelf(proc: string): Place["self"] {
  const nr = Number(valueOr(readLink(`${proc}/self`), ""));
  if (!Number.isSafeInteger(nr) || nr < 1) return undefined;
  const { facts } = parseStatus(valueOr(readText(`${proc}/self/status`), ""));
  return { ...facts, nr };
}

/** pidfs gives each task an inode; before it, all pidfds shared one. */
function hasPidfs(native: Native, nr: number): boolean {
  const one = native.pidfdOpen(nr, pidfdThread);
  const other = native.pidfdOpen(1, 0);
  const differ = one >= 0 && other >= 0 && (nr === 1 || native.inode(one) !== native.inode(other));
  for (const fd of [one, other]) if (fd >= 0) native.close(fd);
  return differ;
}

function hasInfo(native: Native, nr: number): boolean {
  const fd = native.pidfdOpen(nr, 0);
  if (fd < 0) return false;
  const known = pidfdInfo(native)(fd) === 0;
  native.close(fd);
  return known;
}

/** Asks for our own number in our own namespace, and believes only the right answer. */
function canTranslate(native: Native, proc: string, nr: number): boolean {
  const fd = native.open(Buffer.from(`${proc}/self/ns/pid\0`), readOnly);
  if (fd < 0) return false;
  const right = native.ioctl(fd, namespaceIoctl.pidIn, nr) === nr && inodeOf(native, fd) !== undefined;
  native.close(fd);
  return right;
}

export interface PlaceOptions {
  readonly proc?: string;
  /** `false` keeps to /proc; system calls that refuse what older kernels lack are for tests of those. */
  readonly native?: Native | false;
}

/** pidfd_open(2) is missing before Linux 5.3, and refused by the seccomp filters of older container engines. */
function hasPidfds(native: Native, nr: number): boolean {
  const fd = native.pidfdOpen(nr, 0);
  if (fd >= 0) native.close(fd);
  return fd >= 0;
}

/** Looks once what there is. */
export function openPlace(options: PlaceOptions = {}): Place {
  const proc = (options.proc ?? "/proc").replace(/(?<=.)\/+$/, "");
  const self = readSelf(proc);
  const bootId = valueOr(readText(`${proc}/sys/kernel/random/boot_id`), "").trim();
  const library = options.native === false ? undefined : (options.native ?? loadNative());
  const ours = self?.nr === process.pid && self.numbers.length === 1;
  const native = library && ours && hasPidfds(library, self.nr) ? library : undefined;
  const probe = (ask: (native: Native, nr: number) => boolean): boolean =>
    native !== undefined && self !== undefined && ask(native, self.nr);
  return {
    proc,
    bootId,
    ...(self ? { self } : {}),
    ...(library ? { library } : {}),
    ...(native ? { native } : {}),
    pidfs: probe(hasPidfs),
    info: probe(hasInfo),
    translates: probe((calls, nr) => canTranslate(calls, proc, nr)),
  };
}

/** Numbers in a listing of the procfs or of a task's folder; empty when it is gone. */
export function listNumbers(readNames: () => readonly string[]): readonly number[] {
  return valueOr(attempt(readNames), [])
    .map(Number)
    .filter((nr) => nr > 0);
}
