/** ioctl_ns(2) through koffi, where koffi loads: an optional native part, never needed for a plan, only for its reasons. */
import { createRequire } from "node:module";
import path from "node:path";
import type * as Koffi from "koffi";
import type { NamespaceCalls } from "./attachUserNamespaces.ts";

/** `_IO(0xb7, nr)`; see linux/nsfs.h. */
const nsGetParent = 0xb702;
const nsGetOwnerUid = 0xb704;

function loadKoffi(): typeof Koffi | undefined {
  try {
    return createRequire(path.resolve(__filename))("koffi") as typeof Koffi;
  } catch {
    return undefined; // not installed beside us, or not for this libc
  }
}

let loaded: { readonly calls: NamespaceCalls | undefined } | undefined;

/** Undefined where koffi does not load. */
export function namespaceCalls(): NamespaceCalls | undefined {
  loaded ??= { calls: bind() };
  return loaded.calls;
}

function bind(): NamespaceCalls | undefined {
  const koffi = loadKoffi();
  if (koffi === undefined) return undefined;
  try {
    const libc = koffi.load(null);
    const call = libc.func("int ioctl(int fd, unsigned long request, void *out)") as (
      fd: number,
      request: number,
      out: Uint8Array | null,
    ) => number;
    return {
      parent: (fd) => {
        const outer = call(fd, nsGetParent, null);
        return outer < 0 ? undefined : outer;
      },
      owner: (fd) => {
        const out = Buffer.alloc(4);
        return call(fd, nsGetOwnerUid, out) < 0 ? undefined : out.readUInt32LE(0);
      },
    };
  } catch {
    return undefined;
  }
}
