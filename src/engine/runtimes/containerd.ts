/**
 * containerd: under Kubernetes by control group (`cri-containerd-ID`, or an ID below its pod), of `nerdctl` likewise, and
 * of anything else by the shim that watches over it. Names from the bundles that containerd keeps while they run.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { readBundles } from "./bundles.ts";
import { listRunFolders } from "./dockerHosts.ts";
import { fullId, type KnownRuntime, optionOf, programOf } from "./known.ts";
import { labelOf } from "./label.ts";
import type { ContainerKey, Label, SpaceClue } from "./runtime.ts";

function findInGroup(segment: string, before: readonly string[]): string | undefined {
  const scope = /(?:^cri-containerd-|:cri-containerd:|^nerdctl-)([0-9a-f]{64})(?:\.scope)?$/.exec(segment)?.[1];
  if (scope !== undefined) return scope;
  if (!fullId.test(segment)) return undefined;
  const parent = before.at(-1) ?? "";
  // `kubepods/burstable/podUID/ID`, also cut short by a private cgroup namespace; `default/ID` is nerdctl's.
  return parent.startsWith("pod") || parent === "default" || parent === "k8s.io" ? segment : undefined;
}

/** `containerd-shim-runc-v2 -namespace default -id web -address …` is the parent of a container's first process. */
function findInCommand({ parentCommand }: SpaceClue): (ContainerKey & Label) | undefined {
  if (!programOf(parentCommand).startsWith("containerd-shim")) return undefined;
  const id = optionOf(parentCommand, "-id", "--id");
  if (id === undefined || id === "") return undefined;
  const namespace = optionOf(parentCommand, "-namespace", "--namespace");
  if (namespace === "moby") return { runtime: "docker", id };
  // An id that somebody chose is a name already.
  return { runtime: "containerd", id, ...labelOf({ name: fullId.test(id) ? undefined : id }) };
}

function listStates(env: NodeJS.ProcessEnv): readonly string[] {
  const chosen = env["CONTAINERD_ADDRESS"];
  return [
    ...(chosen?.startsWith("/") ? [dirname(chosen)] : []),
    "/run/containerd",
    "/run/k3s/containerd",
    "/var/snap/microk8s/common/run/containerd",
    "/run/docker/containerd",
    // rootless: what its mount namespace calls /run/containerd lies in the user's own folder
    ...listRunFolders(env).map((folder) => join(folder, "containerd")),
  ];
}

/** Every folder that holds the bundles of one containerd namespace. */
function listBundleFolders(env: NodeJS.ProcessEnv): readonly string[] {
  const tasks = ["io.containerd.runtime.v2.task", "io.containerd.runtime.v1.linux"];
  return listStates(env)
    .flatMap((state) => tasks.map((task) => join(state, task)))
    .flatMap((folder) => {
      try {
        return readdirSync(folder).map((namespace) => join(folder, namespace));
      } catch {
        return [];
      }
    });
}

export function containerdRuntime(env: NodeJS.ProcessEnv): KnownRuntime {
  return {
    name: "containerd",
    findInGroup,
    findInCommand,
    readLabels: (ids) => {
      const folders = listBundleFolders(env);
      return Promise.resolve(readBundles(ids, (id) => folders.map((folder) => join(folder, id, "config.json"))));
    },
  };
}
