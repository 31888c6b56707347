/** ioctl_ns(2) on user namespaces, where native calls are to be had: never needed for a plan, only for its reasons. */
import type { NamespaceCalls } from "./attachUserNamespaces.ts";
import { loadNative } from "./native.ts";

/** `_IO(0xb7, nr)`; see linux/nsfs.h. */
const nsGetParent = 0xb702;
const nsGetOwnerUid = 0xb704;

/** Undefined where koffi does not load. */
export function namespaceCalls(): NamespaceCalls | undefined {
  const native = loadNative();
  return (
    native && {
      parent: (fd) => {
        const outer = native.ioctl(fd, nsGetParent, 0);
        return outer < 0 ? undefined : outer;
      },
      owner: (fd) => {
        const out = Buffer.alloc(4);
        return native.ioctlInto(fd, nsGetOwnerUid, out) < 0 ? undefined : out.readUInt32LE(0);
      },
    }
  );
}
