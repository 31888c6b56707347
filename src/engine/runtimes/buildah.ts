/** Buildah: each RUN of a build is a container; its control group and its command carry the working container's name. */
import type { KnownRuntime } from "./known.ts";

export const buildahRuntime: KnownRuntime = {
  name: "buildah",
  findInGroup: (segment) => /^(?:crio-|libpod-)?(buildah-[\w.-]+?)(?:\.scope)?$/.exec(segment)?.[1],
  readLabels: (ids) => Promise.resolve(new Map(ids.map((id) => [id, { name: id }]))),
};
