/** LXC containers in a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endAll, lives } from "./processes.ts";
import type { Root } from "./roots.ts";
import { run } from "./run.ts";
import { randomName, type Specimen } from "./specimen.ts";
import { until } from "./waits.ts";

function configOf(name: string, root: Root): string {
  return [
    `lxc.uts.name = ${name}`,
    `lxc.rootfs.path = dir:${root.folder}`,
    "lxc.mount.auto = proc:mixed",
    "lxc.net.0.type = empty",
    "lxc.init.cmd = /bin/sleep 1000000",
    "lxc.tty.max = 0",
    "lxc.pty.max = 0",
    "",
  ].join("\n");
}

/** `numbers` as lxc-info(1) says it. */
export async function lxcSpecimen(root: Root): Promise<Specimen> {
  const name = randomName();
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-lxc-"));
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, "config"), configOf(name, root));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await run("lxc-start", ["-P", folder, "-n", name]);
    const nr = await until(`${name} runs`, async () => {
      const said = Number(await run("lxc-info", ["-P", folder, "-n", name, "-pH"]));
      return said > 0 && lives(said) && said;
    });
    const end = async (): Promise<void> => {
      await run("lxc-stop", ["-k", "-P", folder, "-n", name]).catch(() => endAll([nr]));
      await until(`${name} ended`, () => !lives(nr));
      remove();
    };
    return { name, numbers: [nr], end };
  } catch (thrown) {
    remove();
    throw thrown;
  }
}
