/** CRI-O: containers by control group (`crio-ID`), names from the bundles in its storage. */
import { join } from "node:path";
import { readBundles } from "./bundles.ts";
import type { KnownRuntime } from "./known.ts";

/** The conmon that watches over a container has a group of its own, `crio-conmon-ID`, and is no member. */
function findInGroup(segment: string): string | undefined {
  return /^(?:crio-|.*:crio:)([0-9a-f]{64})(?:\.scope)?$/.exec(segment)?.[1];
}

const storages = ["/run/containers/storage", "/var/run/containers/storage", "/var/lib/containers/storage"];

export function crioRuntime(): KnownRuntime {
  return {
    name: "cri-o",
    findInGroup,
    readLabels: (ids) =>
      Promise.resolve(
        readBundles(ids, (id) =>
          storages.map((storage) => join(storage, "overlay-containers", id, "userdata/config.json")),
        ),
      ),
  };
}
