/** CodeLLDB, where the user has it: a configuration in the form that is always right (see lldbDap.ts), and its server. */
import { nativeFiles, nativeSources } from "../files.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import { permissionGate } from "../permission.ts";
import { findLldb } from "../programs.ts";
import { isItself, type Scene } from "../scene.ts";
import type { Debugger } from "./debugger.ts";
import { connectCommand, lldbDap, lldbPlaces, searchCommand, symbolsCommand } from "./lldbDap.ts";

const install = "Install LLDB 18 or newer for its lldb-server (Debian 12: apt-get install lldb-22).";

/** `targetCreateCommands` and `processCreateCommands` are CodeLLDB's words for its custom attach. */
function configuration(scene: Scene, folder: string): Settings {
  const { program, socket } = lldbPlaces(folder, scene);
  return {
    type: "lldb",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    initCommands: ["platform select remote-linux", symbolsCommand(folder)],
    targetCreateCommands: [`target create "${program}"`, searchCommand(scene, folder)],
    processCreateCommands: [connectCommand(socket)],
    sourceMap: Object.fromEntries(nativeSources(scene).map(({ inside, host }) => [inside, host])),
  };
}

export const codelldb: Debugger = {
  name: "codelldb",
  missing: () => (findLldb() ? undefined : install),
  plan: (scene) => ({
    gates: {
      permission: permissionGate(scene.facts, scene.subject, isItself(scene)),
      files: nativeFiles(scene),
      port: findLldb()
        ? openGate("A debug server listens on a socket that only we can reach.", { server: "lldb-server" })
        : shutGate("There is no lldb-server on this machine.", install),
    },
    configuration: configuration(scene, "${folder}"),
  }),
  open: async (scene, folder) => {
    const way = await lldbDap.open(scene, folder);
    if (way.is !== "opened") return way;
    const { is, server, proof } = way;
    return { is, type: "lldb", configuration: configuration(scene, folder), proof, ...(server ? { server } : {}) };
  },
};
