/**
 * LLDB for native programs, in the form that is always right: its server attaches and listens on a private unix
 * socket, the adapter gets a private copy of the program and searches libraries below the target's root. So no
 * library of the host's with the same path ever stands in silently, and a deleted program is no obstacle.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { debugFolders, servedFolder } from "../debugFiles.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import { nativeFiles, nativeSources } from "../files.ts";
import { programName } from "../language.ts";
import { permissionGate } from "../permission.ts";
import { findLldb } from "../programs.ts";
import { isItself, keptCommand, putInImage, serverOf, type Scene } from "../scene.ts";
import { copyMappedThrough } from "../sidecarLook.ts";
import { straighten, straightened } from "../straighten.ts";
import type { Gate } from "../../../model/plan.ts";
import type { Debugger } from "./debugger.ts";

const install = "Install LLDB 18 or newer (Debian 12: apt-get install lldb-22, from its security archive).";

/** sun_path of unix(7) holds 107 bytes and a zero. */
const longestSocket = 107;

/** `folder` is where copy and socket are. */
export function lldbPlaces(folder: string, scene: Scene): { readonly program: string; readonly socket: string } {
  return { program: path.join(folder, programName(scene.facts) || "program"), socket: path.join(folder, "lldb.sock") };
}

export function lldbServerCommand(scene: Scene, server: string, socket: string): readonly string[] {
  const words = [server, "gdbserver", `unix://${socket}`, "--attach", scene.named.nr.toString()];
  return scene.sidecar && scene.handOver ? scene.handOver(words, path.dirname(socket)) : keptCommand(scene, words);
}

export function connectCommand(socket: string): string {
  return `process connect --plugin gdb-remote unix-connect://${socket}`;
}

/**
 * Libraries are searched below the target's root. LLDB follows links there from here, where an absolute one leads to
 * the host's file: a folder with such links is mapped to one of ours. The first that a path begins with is taken. From a
 * sidecar the target's files come as copies.
 */
export function searchCommand(scene: Scene, folder: string): string {
  const root = scene.sidecar ? path.join(folder, "root") : scene.kernel.rootOf(scene.target);
  const strays = straightened(scene.strays(), root, folder).map(({ from, place }) => `"${from}" "${place}"`);
  return ["target modules search-paths add", ...strays, `/ ${root}/`].join(" ");
}

/** Where LLDB looks for debug information by build id, besides its own places and the servers of DEBUGINFOD_URLS. */
export function symbolsCommand(folder: string): string {
  return `settings append target.debug-file-search-paths ${[servedFolder(folder), ...debugFolders()].join(" ")}`;
}

/** Its server is where it is to trace. */
function lldbPort(scene: Scene): Gate {
  const lldb = findLldb();
  if (!lldb) return shutGate("There is no lldb-dap with its lldb-server on this machine.", install);
  if (serverOf(scene, "lldb-server", () => lldb.server) === undefined) {
    return shutGate("There is no lldb-server in the image of the sidecar.", putInImage("lldb-server"));
  }
  return openGate("A debug server listens on a socket that only we can reach.", { server: "lldb-server" });
}

function configuration(scene: Scene, folder: string): Settings {
  const { program, socket } = lldbPlaces(folder, scene);
  return {
    type: "lldb-dap",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    program,
    initCommands: ["platform select remote-linux", symbolsCommand(folder)],
    preRunCommands: [searchCommand(scene, folder)],
    attachCommands: [connectCommand(socket)],
    sourceMap: nativeSources(scene).map(({ inside, host }) => [inside, host]),
    stopOnEntry: false,
  };
}

export const lldbDap: Debugger = {
  name: "lldb-dap",
  missing: () => (findLldb() ? undefined : install),
  plan: (scene) => ({
    gates: {
      permission: permissionGate(scene.facts, scene.subject, isItself(scene)),
      files: nativeFiles(scene),
      port: lldbPort(scene),
    },
    configuration: configuration(scene, "${folder}"),
  }),
  open: async (scene, folder) => {
    const lldb = findLldb();
    if (!lldb) return { is: "missing", debugger: "lldb-dap", install };
    const { program, socket } = lldbPlaces(folder, scene);
    if (Buffer.byteLength(socket) > longestSocket) {
      return { is: "refused", why: `The path of the private folder ${folder} is too long for a socket.` };
    }
    rmSync(socket, { force: true }); // of a server that was killed: ours would refuse to listen there
    const copied = scene.kernel.copyExecutable(scene.target, program);
    if (copied === "absent") return { is: "gone" };
    if (copied === "denied") return { is: "refused", why: "Its program could not be copied." };
    scene.putSymbols(folder);
    straighten(scene.strays(), scene.kernel.rootOf(scene.target), folder);
    const { sidecar } = scene;
    const why = sidecar && !("why" in sidecar) ? await copyMappedThrough(sidecar, folder) : undefined;
    if (why !== undefined) return { is: "refused", why: `Its libraries could not be copied: ${why}` };
    const server = serverOf(scene, "lldb-server", () => lldb.server) ?? lldb.server;
    return Promise.resolve({
      is: "opened",
      type: "pspace",
      configuration: configuration(scene, folder),
      server: { command: lldbServerCommand(scene, server, socket), socket },
      adapter: { command: [lldb.adapter], talks: "stdio" },
      proof: { by: "tracer" },
    });
  },
};
