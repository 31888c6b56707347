/**
 * Pods of Kubernetes without a cluster: real namespaces and control groups as the kubelet's runtimes make them, and
 * beside them recorded bundles where the runtime would have written its own.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Group, makeGroup } from "./groups.ts";
import { commandOf, endAll, endChild, untilDescendant } from "./processes.ts";
import { unshareSpecimen } from "./unshared.ts";

/** How a runtime of the kubelet names its groups, and where its bundles are below a folder that an environment points to. */
const dialects = {
  containerd: {
    group: (id: string) => `cri-containerd-${id}.scope`,
    bundle: (id: string) => path.join("io.containerd.runtime.v2.task/k8s.io", id),
    env: (folder: string) => ({ CONTAINERD_ADDRESS: path.join(folder, "containerd.sock") }),
  },
  crio: {
    group: (id: string) => `crio-${id}.scope`,
    bundle: (id: string) => path.join("overlay-containers", id, "userdata"),
    env: (folder: string) => {
      writeFileSync(path.join(folder, "storage.conf"), `[storage]\nrunroot = "${folder}"\n`);
      return { CONTAINERS_STORAGE_CONF: path.join(folder, "storage.conf") };
    },
  },
} as const;

export interface Pod {
  /** The sandbox's number 1 and the container's process, in our numbers. */
  readonly sandbox: number;
  readonly container: number;
  /** What the engine must be given to find the bundles. */
  readonly env: Readonly<Record<string, string>>;
  readonly end: () => Promise<void>;
}

/** `isHost`: hostPID; else its container has the sandbox's numbers (shareProcessNamespace). */
export async function startPod(runtime: keyof typeof dialects, isHost: boolean): Promise<Pod> {
  const dialect = dialects[runtime];
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-pod-"));
  const groups: Group[] = [];
  const contain = (kind: "sandbox" | "container", nr: number): void => {
    const id = randomBytes(32).toString("hex");
    const group = makeGroup(dialect.group(id));
    groups.push(group);
    group.add(nr);
    const bundle = path.join(folder, dialect.bundle(id));
    mkdirSync(bundle, { recursive: true });
    const recorded = readFileSync(`test/recordings/bundles/${runtime}-${kind}.json`, "utf8");
    writeFileSync(path.join(bundle, "config.json"), recorded);
  };
  const started: ChildProcess[] = [];
  const pause = isHost ? undefined : await unshareSpecimen();
  const start = async (mark: string): Promise<number> => {
    const words = pause ? ["nsenter", "-t", `${pause.numbers[0]}`, "-p", "-m", "--", "sleep", mark] : ["sleep", mark];
    const child = spawn(words[0] ?? "", words.slice(1), { stdio: "ignore", cwd: "/" });
    started.push(child);
    return untilDescendant(child.pid ?? 0, "it sleeps", (nr) => commandOf(nr).join(" ") === `sleep ${mark}`);
  };
  const sandbox = pause?.numbers[0] ?? (await start("1000006"));
  const container = await start("1000007");
  contain("sandbox", sandbox);
  contain("container", container);
  const end = async (): Promise<void> => {
    await endAll([container, ...(pause ? [] : [sandbox])]);
    await Promise.all(started.map(endChild));
    await pause?.end();
    for (const group of groups) await group.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  return { sandbox, container, env: dialect.env(folder), end };
}
