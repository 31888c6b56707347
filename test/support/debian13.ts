/** A container whose root is Debian 13's, which `npm test` unpacks: newer programs than this machine has. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { commandOf, endAll, endChild, untilDescendant } from "./processes.ts";
import { randomName, type Specimen } from "./specimen.ts";

const unpacked = path.resolve(".debian13/root");

/** Why there is none here. */
export function whyNoDebian13(program: string): string | undefined {
  return existsSync(path.join(unpacked, program))
    ? undefined
    : `${program} of Debian 13 is not in .debian13: npm test puts it there`;
}

/** Before the command, by programs of the host's; afterwards there is but the new root, and the old one in it. */
const enter = `
set -e
mount --bind "$1" "$1"
mount --bind -o ro "$2/usr" "$1/usr"
mount --bind "$3" "$1/app"
mount -t tmpfs tmpfs "$1/tmp"
mount -t proc proc "$1/proc"
cd "$1"
pivot_root . old
shift 3
exec "$@"`;

/** `folder` is /app in there; nothing else of the host's is where the host has it. */
export async function debian13Specimen(folder: string, ...command: readonly string[]): Promise<Specimen> {
  const root = mkdtempSync(path.join(tmpdir(), "pspace-debian13-"));
  for (const name of ["usr", "app", "tmp", "proc", "old"]) mkdirSync(path.join(root, name));
  for (const name of ["bin", "lib", "lib64"]) symlinkSync(`usr/${name}`, path.join(root, name));
  const words = [
    "--pid",
    "--net",
    "--mount",
    "--fork",
    "--kill-child",
    "sh",
    "-c",
    enter,
    "sh",
    root,
    unpacked,
    folder,
  ];
  const child = spawn("unshare", [...words, ...command], { stdio: "ignore", cwd: "/" });
  const end = async (): Promise<void> => {
    await endChild(child);
    rmSync(root, { recursive: true, force: true });
  };
  try {
    const runs = (nr: number): boolean => commandOf(nr).join(" ") === command.join(" ");
    const nr = await untilDescendant(child.pid ?? 0, `${command.join(" ")} runs`, runs);
    execFileSync("nsenter", ["--target", `${nr}`, "--net", "ip", "link", "set", "lo", "up"]);
    const endBoth = async (): Promise<void> => {
      await endAll([nr]);
      await end();
    };
    return { name: randomName(), numbers: [nr], end: endBoth };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}
