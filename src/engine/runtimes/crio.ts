/** CRI-O: containers by control group (`crio-ID`), names from the bundles in its storage. */
import { join } from "node:path";
import { readBundles } from "./bundles.ts";
import type { KnownRuntime } from "./known.ts";
import { listSystemRoots } from "./podmanStorage.ts";

/** The conmon that watches over a container has a group of its own, `crio-conmon-ID`, and is no member. */
function findInGroup(segment: string): string | undefined {
  return /^(?:crio-|.*:crio:)([0-9a-f]{64})(?:\.scope)?$/.exec(segment)?.[1];
}

export function crioRuntime(env: NodeJS.ProcessEnv): KnownRuntime {
  return {
    name: "cri-o",
    findInGroup,
    readLabels: (ids) => {
      const storages = listSystemRoots(env);
      const placesOf = (id: string): readonly string[] =>
        storages.map((storage) => join(storage, "overlay-containers", id, "userdata/config.json"));
      return Promise.resolve(readBundles(ids, placesOf));
    },
  };
}
