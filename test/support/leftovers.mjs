/**
 * What a run that was killed left behind: daemons, container shims and mounts that name its private folder. Only folders
 * whose owner is dead are touched, and only processes whose command line names such a folder (and their children).
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** Nothing else is ended, whatever its command line says. */
const programs = new Set(["dockerd", "containerd", "containerd-shim-runc-v2", "containerd-shim", "runc", "conmon"]);

const read = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** From the third field of proc_pid_stat(5) on: state, parent … */
function statOf(nr) {
  const text = read(`/proc/${nr}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** Ticks since boot at which a process started; empty when it is gone, or a zombie that nobody has fetched. */
export function startTimeOf(nr) {
  const stat = statOf(nr);
  return stat[0] === "Z" ? "" : (stat[19] ?? "");
}

function ownerLives(folder) {
  const [nr, start] = read(join(folder, "owner")).trim().split(" ");
  return nr !== undefined && nr !== "" && startTimeOf(nr) === start;
}

/** Sweeps every folder of a temporary directory that begins so and whose owner no longer lives. */
export function sweepLeftovers(prefix) {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(prefix) || read(join(folder, "owner")) === "" || ownerLives(folder)) continue;
    sweepFolder(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function numbersOf(folder) {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const named = processes.filter((nr) => {
    const [program = "", ...words] = read(`/proc/${nr}/cmdline`).split("\0");
    return programs.has(basename(program)) && words.some((word) => word.includes(folder));
  });
  const shims = new Set(named.filter((nr) => read(`/proc/${nr}/cmdline`).includes("shim")));
  return { named, children: processes.filter((nr) => shims.has(statOf(nr)[1])) };
}

/** Ends the processes that name the folder, and the children of its shims; then undoes its mounts. */
export function sweepFolder(folder) {
  const { named, children } = numbersOf(folder);
  for (const nr of [...named, ...children]) {
    try {
      process.kill(Number(nr), "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
  const mounts = read("/proc/self/mountinfo")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .filter((mount) => mount.startsWith(`${folder}/`));
  for (const mount of mounts.reverse()) {
    try {
      execFileSync("umount", ["--lazy", mount], { stdio: "ignore" });
    } catch {
      // Undone with the mount above it.
    }
  }
}
