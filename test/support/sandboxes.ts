/** Sandboxes of bubblewrap and machines of systemd-nspawn: a program that stays, and its first process inside. */
import { type ChildProcess, spawn } from "node:child_process";
import { commandOf, endAll, endChild, numbersOf, untilDescendant } from "./processes.ts";
import type { Root } from "./roots.ts";
import { randomName, type Specimen } from "./specimen.ts";

async function sandbox(
  program: string,
  words: readonly string[],
  command: readonly string[],
  name: string,
): Promise<Specimen> {
  const child = spawn(program, [...words, ...command], { stdio: ["ignore", "ignore", "pipe"], cwd: "/" });
  const outside = numbersOf(process.pid).length;
  try {
    if (child.pid === undefined) throw new Error(`${program} did not start`);
    const isIt = (nr: number): boolean =>
      numbersOf(nr).length > outside && commandOf(nr).join(" ") === command.join(" ");
    const runs = untilDescendant(child.pid, `${command.join(" ")} runs under ${program}`, isIt);
    const nr = await Promise.race([runs, ended(child)]);
    const end = async (): Promise<void> => {
      await endAll([nr]);
      await endChild(child);
    };
    return { name, numbers: [nr], end };
  } catch (thrown) {
    await endChild(child);
    throw thrown;
  }
}

/** Rejects with what the program complained of, when it ends. */
function ended(child: ChildProcess): Promise<never> {
  let complaint = "";
  child.stderr?.on("data", (text) => (complaint += String(text)));
  return new Promise((_, reject) => {
    child.once("close", () => {
      reject(new Error(`${child.spawnfile} ended: ${complaint}`));
    });
  });
}

/** bwrap(1): called like the program that runs in it. */
export function bubblewrapSpecimen(root: Root): Promise<Specimen> {
  const words = [
    "--ro-bind",
    root.folder,
    "/",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    "--unshare-pid",
    "--die-with-parent",
  ];
  return sandbox("bwrap", words, ["/bin/sleep", "1000000"], "sleep");
}

/** systemd-nspawn(1) without a machined to register with. */
export function nspawnSpecimen(root: Root): Promise<Specimen> {
  const name = randomName();
  const words = ["--quiet", "--register=no", "--keep-unit", "-D", root.folder, "-M", name];
  return sandbox("systemd-nspawn", words, ["/bin/sleep", "1000000"], name);
}
