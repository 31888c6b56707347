/** Containers of containerd itself, of the daemon that the harness started (it says where in PSPACE_CONTAINERD). */
import { commandOf, endAll, lives } from "./processes.ts";
import type { Root } from "./roots.ts";
import { run } from "./run.ts";
import { randomName, type Specimen } from "./specimen.ts";
import { until } from "./waits.ts";

/** The socket of the run's own containerd; undefined without one. */
export function containerdAddress(): string | undefined {
  const docker = /^unix:\/\/(.+)\/docker\.sock$/.exec(process.env["DOCKER_HOST"] ?? "")?.[1];
  return process.env["PSPACE_CONTAINERD"] ?? (docker === undefined ? undefined : `${docker}/state/containerd.sock`);
}

/** `ctr run`, in a containerd namespace of its own; `numbers` as `ctr task ls` says it. */
export async function ctrSpecimen(root: Root): Promise<Specimen> {
  const name = randomName();
  const ctr = (...words: readonly string[]): Promise<string> =>
    run("ctr", ["--address", containerdAddress() ?? "", "--namespace", "pspace", ...words]);
  const command = ["/bin/sleep", "1000000"];
  await ctr("run", "--detach", "--rootfs", root.folder, name, ...command);
  const nr = await until(`${name} runs`, async () => {
    const row = (await ctr("task", "ls")).split("\n").map((line) => line.trim().split(/\s+/));
    const said = Number(row.find(([id]) => id === name)?.[1]);
    return said > 0 && commandOf(said).join(" ") === command.join(" ") && said;
  });
  const end = async (): Promise<void> => {
    await endAll([nr]);
    await until(`${name} is gone`, async () => {
      await ctr("task", "rm", "--force", name).catch(() => undefined);
      await ctr("container", "rm", name).catch(() => undefined);
      return !lives(nr) && !(await ctr("container", "ls", "--quiet")).split("\n").includes(name);
    });
  };
  return { name, numbers: [nr], end };
}
