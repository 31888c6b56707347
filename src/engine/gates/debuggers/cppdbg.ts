/** The C/C++ extension, where the user has it: a configuration for its GDB. It starts its own debugger, so we copy the program and no more. */
import path from "node:path";
import { accessTo } from "../access.ts";
import { nativeFiles, nativeSources } from "../files.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import { programName } from "../language.ts";
import { permissionGate } from "../permission.ts";
import { findDebugger } from "../programs.ts";
import { isItself, type Scene } from "../scene.ts";
import type { Debugger } from "./debugger.ts";

const install = "Install GDB (Debian: apt-get install gdb).";

function configuration(scene: Scene, folder: string): Settings {
  const access = accessTo(scene.facts, isItself(scene));
  const root = scene.kernel.rootOf(scene.target);
  const commands = access.is === "allowed" && access.by === "root" ? [] : [{ text: `set sysroot ${root}` }];
  return {
    type: "cppdbg",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    program: path.join(folder, programName(scene.facts) || "program"),
    processId: scene.target.nr,
    MIMode: "gdb",
    miDebuggerPath: findDebugger("gdb", ["gdb"]) ?? "gdb",
    setupCommands: commands,
    sourceFileMap: Object.fromEntries(nativeSources(scene).map(({ inside, host }) => [inside, host])),
  };
}

export const cppdbg: Debugger = {
  name: "cppdbg",
  missing: () => (findDebugger("gdb", ["gdb"]) === undefined ? install : undefined),
  plan: (scene) => ({
    gates: {
      permission: permissionGate(scene.facts, scene.subject, isItself(scene)),
      files: nativeFiles(scene),
      port:
        findDebugger("gdb", ["gdb"]) === undefined
          ? shutGate("There is no GDB on this machine.", install)
          : openGate("The C/C++ extension starts its own GDB."),
    },
    configuration: configuration(scene, "${folder}"),
  }),
  open: (scene, folder) => {
    const made = configuration(scene, folder);
    const copied = scene.kernel.copyExecutable(scene.target, path.join(folder, programName(scene.facts) || "program"));
    if (copied === "absent") return Promise.resolve({ is: "gone" });
    if (copied === "denied") return Promise.resolve({ is: "refused", why: "Its program could not be copied." });
    return Promise.resolve({ is: "opened", type: "cppdbg", configuration: made, proof: { by: "tracer" } });
  },
};
