/**
 * GDB from version 14 on, which speaks the Debug Adapter Protocol itself. Given a private copy of the program: it
 * would look for /proc/N/exe inside of the container, where N is somebody else, and resolves a path through
 * /proc/N/root to the host's file. Where only somebody else may trace, its server does, and GDB speaks with that through a
 * pipe and stays ours.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import type { Gate } from "../../../model/plan.ts";
import { shellLine } from "../../../model/shell.ts";
import { accessTo } from "../access.ts";
import { debugFolders, servedFolder } from "../debugFiles.ts";
import { nativeFiles, nativeSources } from "../files.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import { programName } from "../language.ts";
import { permissionGate } from "../permission.ts";
import { findDebugger, findProgram, namedByUser } from "../programs.ts";
import { isItself, keptCommand, putInImage, serverOf, type Scene } from "../scene.ts";
import type { Debugger } from "./debugger.ts";

const install = "Install GDB 14 or newer (Debian 13: apt-get install gdb), the first that speaks the debug protocol.";
const installServer = "Install GDB's server (Debian: apt-get install gdbserver).";
const firstWithProtocol = 14;

/** The major version in the first line of `gdb --version`; 0 for anything else. */
export function gdbVersion(said: string): number {
  return Number(/^GNU gdb .*?(\d+)\.\d[^\n]*$/m.exec(said.split("\n")[0] ?? "")?.[1] ?? 0);
}

const versions = new Map<string, number>();

function versionOf(program: string): number {
  const known = versions.get(program);
  if (known !== undefined) return known;
  let version = 0;
  try {
    version = gdbVersion(execFileSync(program, ["-nx", "--version"], { encoding: "utf8", timeout: 20_000 }));
  } catch {
    // no GDB of any version that we could use
  }
  versions.set(program, version);
  return version;
}

function findGdb(): string | undefined {
  const program = findDebugger("gdb", ["gdb"]);
  return program !== undefined && versionOf(program) >= firstWithProtocol ? program : undefined;
}

/**
 * What GDB's server is run with: it speaks on its stdio, and lets go of the task when that ends (`--once`), be its GDB
 * killed.
 */
function serverWords(scene: Scene): readonly string[] {
  const server = serverOf(scene, "gdbserver", () => findProgram(["gdbserver"])) ?? "gdbserver";
  return keptCommand(scene, [server, "--once", "-", "--attach", scene.named.nr.toString()]);
}

/** Why it cannot be had; undefined where it can. Not looked for where another runs it: nothing of theirs is started as us. */
function missing(scene?: Scene): string | undefined {
  if (scene?.handOver && !scene.sidecar) return findProgram(["gdbserver"]) === undefined ? installServer : undefined;
  return findGdb() === undefined ? install : undefined;
}

function copyIn(folder: string, scene: Scene): string {
  return path.join(folder, programName(scene.facts) || "program");
}

/** A server in a sidecar may not enter the target's mount namespace, and finds its files below its root. */
function sysroot(scene: Scene): readonly string[] {
  const root = scene.kernel.rootOf(scene.named);
  if (!scene.sidecar) return ["-iex", `set sysroot ${root}`];
  return ["-iex", "set remote hostio-setfs-packet off", "-iex", `set sysroot target:${root}`];
}

/**
 * Root's GDB enters the target's mount namespace by itself, and so does one that has joined the user namespace; any
 * other must be told where libraries are.
 */
export function gdbWords(scene: Scene, folder: string): readonly string[] {
  const access = accessTo(scene.facts, isItself(scene));
  const entersItself = access.is === "allowed" && access.by !== "sameUser";
  const maps = nativeSources(scene).flatMap(({ inside, host }) => ["-iex", `set substitute-path ${inside} ${host}`]);
  const root = entersItself && !scene.sidecar ? [] : sysroot(scene);
  const server = (process.env["DEBUGINFOD_URLS"] ?? "").trim() === "" ? "off" : "on"; // only where the user has one
  const symbols = ["-iex", `set debug-file-directory ${[servedFolder(folder), ...debugFolders()].join(":")}`];
  return ["-q", "-nx", "-i=dap", "-iex", `set debuginfod enabled ${server}`, ...symbols, ...root, ...maps];
}

function configuration(scene: Scene, folder: string): Settings {
  const server = scene.handOver?.(serverWords(scene), folder);
  return {
    type: "gdb",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    ...(server ? { target: `| ${shellLine(server)}` } : { pid: scene.named.nr }),
    program: copyIn(folder, scene),
  };
}

/** Where its server traces for it, GDB is a client like any other. */
function adapterCommand(scene: Scene, command: readonly string[]): readonly string[] {
  return scene.handOver ? command : keptCommand(scene, command);
}

function port(scene: Scene): Gate {
  if (scene.sidecar && serverOf(scene, "gdbserver", () => undefined) === undefined) {
    return shutGate("There is no gdbserver in the image of the sidecar.", putInImage("gdbserver"));
  }
  const lacks = missing(scene);
  if (lacks === undefined) return openGate("GDB speaks with us through its own input and output.");
  return lacks === install
    ? shutGate("There is no GDB on this machine that speaks the debug protocol.", install)
    : shutGate("There is no server of GDB's on this machine, and GDB itself is not run as root.", lacks);
}

export const gdb: Debugger = {
  name: "gdb",
  missing,
  plan: (scene) => ({
    gates: {
      permission: permissionGate(scene.facts, scene.subject, isItself(scene)),
      files: nativeFiles(scene),
      port: port(scene),
    },
    configuration: configuration(scene, "${folder}"),
  }),
  open: (scene, folder) => {
    const program = scene.handOver && !scene.sidecar ? (namedByUser("gdb") ?? "gdb") : findGdb();
    if (program === undefined) return Promise.resolve({ is: "missing", debugger: "gdb", install });
    const copied = scene.kernel.copyExecutable(scene.target, copyIn(folder, scene));
    if (copied === "absent") return Promise.resolve({ is: "gone" });
    if (copied === "denied") return Promise.resolve({ is: "refused", why: "Its program could not be copied." });
    scene.putSymbols(folder);
    return Promise.resolve({
      is: "opened",
      type: "pspace",
      configuration: configuration(scene, folder),
      adapter: { command: adapterCommand(scene, [program, ...gdbWords(scene, folder)]), talks: "stdio" },
      proof: { by: "tracer" },
    });
  },
};
