/** Podman's containers, root's and an ordinary user's, with storages of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Root } from "./roots.ts";
import { run } from "./run.ts";
import { randomName, type Specimen } from "./specimen.ts";
import type { User } from "./users.ts";
import { until } from "./waits.ts";

export interface Podman {
  /** Runs the Podman command line; what it printed. */
  readonly podman: (...words: readonly string[]) => Promise<string>;
  /** `podman run`, of `sleep` by default; `numbers` as `podman inspect` says it. */
  readonly start: (command?: readonly string[], ...options: readonly string[]) => Promise<Specimen>;
  /** To be given to the engine, as CONTAINERS_STORAGE_CONF; undefined: the user's usual place. */
  readonly conf: string | undefined;
  readonly close: () => void;
}

// runc, because crun refuses hybrid control groups; limits, because the default ones exceed what root may have here.
const globals = ["--runtime", "runc", "--cgroup-manager", "cgroupfs"];
const limits = ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000"];

/** What a test run sets for programs of ours; Podman takes each for itself, and an ordinary user cannot read them. */
const ours = [
  "DOCKER_CONFIG",
  "DOCKER_HOST",
  "XDG_CACHE_HOME",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "XDG_RUNTIME_DIR",
  "XDG_STATE_HOME",
];
const withoutOurs: NodeJS.ProcessEnv = Object.fromEntries(ours.map((name) => [name, undefined]));

function podmanBy(run_: Podman["podman"], image: string): Podman["start"] {
  return async (command = ["sleep", "1000000"], ...options) => {
    const name = randomName();
    const words = ["--detach", "--network", "none", "--name", name, ...limits, ...options];
    const id = await run_("run", ...words, image, ...command);
    const nr = await until(`${name} runs`, async () => {
      const said = Number(await run_("inspect", "--format", "{{.State.Pid}}", name));
      return said > 0 && said;
    });
    const end = async (): Promise<void> => {
      await run_("rm", "--force", "--time", "0", name);
    };
    return { name, id, numbers: [nr], end };
  };
}

/** Root's Podman. */
export async function rootPodman(root: Root): Promise<Podman> {
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-podman-"));
  const conf = path.join(folder, "storage.conf");
  const places = `graphroot = "${folder}/storage"\nrunroot = "${folder}/run"\n`;
  writeFileSync(conf, `[storage]\ndriver = "vfs"\n${places}`);
  const podman: Podman["podman"] = (...words) =>
    run("podman", ["--tmpdir", path.join(folder, "tmp"), ...globals, ...words], {
      ...withoutOurs,
      CONTAINERS_STORAGE_CONF: conf,
    });
  await podman("import", root.archive, "pspace-busybox:1");
  const close = (): void => {
    // what watched over a container writes its end a moment after it
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { podman, start: podmanBy(podman, "pspace-busybox:1"), conf, close };
}

/** A user's Podman, in the user's home. */
export async function userPodman(root: Root, user: User): Promise<Podman> {
  const runtime = path.join(user.home, "run");
  mkdirSync(runtime, { mode: 0o700, recursive: true });
  await run("chown", [user.name, runtime]);
  const podman: Podman["podman"] = (...words) =>
    run("setpriv", [...user.as, "podman", ...globals, ...words], {
      ...withoutOurs,
      HOME: user.home,
      USER: user.name,
      XDG_RUNTIME_DIR: runtime,
      CONTAINERS_STORAGE_CONF: undefined,
    });
  await podman("import", root.archive, "pspace-busybox:1");
  return { podman, start: podmanBy(podman, "pspace-busybox:1"), conf: undefined, close: () => undefined };
}
