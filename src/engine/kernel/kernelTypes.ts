/**
 * The bytes in which the running kernel describes its types (/sys/kernel/btf/vmlinux). Five megabytes that sysfs gives
 * out page by page, so they are mapped where the kernel lets us (Linux 6.16+), which takes a tenth of the time.
 */
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { loadKoffi } from "./native.ts";
import { attempt, valueOr } from "./procFile.ts";

const file = "/sys/kernel/btf/vmlinux";
/** MAP_FAILED. */
const failed = 0xffff_ffff_ffff_ffffn;

type Map = (address: null, length: number, protection: number, flags: number, fd: number, offset: number) => unknown;
type Unmap = (address: unknown, length: number) => number;

/** What `read` makes of them, which may not keep them; undefined where there are none for us. */
export function readKernelTypes<T>(read: (bytes: Buffer) => T | undefined): T | undefined {
  const mapped = attempt(() => readMapped(read));
  if (typeof mapped !== "string" && mapped.value) return mapped.value.result;
  const bytes = valueOr<Buffer | undefined>(
    attempt(() => readFileSync(file)),
    undefined,
  );
  return bytes && read(bytes);
}

/** Undefined where they cannot be mapped. */
function readMapped<T>(read: (bytes: Buffer) => T): { readonly result: T } | undefined {
  const koffi = loadKoffi();
  if (!koffi) return undefined;
  const libc = koffi.load(null);
  const map = libc.func("void *mmap(void *at, size_t length, int protection, int flags, int fd, long offset)") as Map;
  const unmap = libc.func("int munmap(void *at, size_t length)") as Unmap;
  const fd = openSync(file, "r");
  const { size } = fstatSync(fd);
  const address = map(null, size, 1, 2, fd, 0); // PROT_READ, MAP_PRIVATE
  closeSync(fd);
  if (koffi.address(address) === failed) return undefined;
  try {
    return { result: read(Buffer.from(koffi.view(address, size))) };
  } finally {
    unmap(address, size);
  }
}
