/**
 * Python: debugpy is put into the process by GDB from here, by the number in `host`, and then reached through a
 * tunnel where it listens inside. Once per process: a second time breaks it. The injector's success is not believed,
 * a new listener is.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Gate } from "../../../model/plan.ts";
import type { Pid } from "../../../model/pid.ts";
import { shellLine } from "../../../model/shell.ts";
import type { OpenedOf } from "../../../model/way.ts";
import { findDebugpy, putDebugpy, removeDebugpy, type DebugpyPackage } from "../debugpyCopy.ts";
import { scriptFiles } from "../files.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import { languageOf } from "../language.ts";
import { permissionGate, signalGate } from "../permission.ts";
import { findDebugger, findProgram } from "../programs.ts";
import { isInjected, pythonLaunch } from "../pythonLaunch.ts";
import { networkEntry, relayCommand, unreachableGate } from "../relay.ts";
import { isItself, joinPrefix, type Ours, type Scene } from "../scene.ts";
import type { Debugger } from "./debugger.ts";

const run = promisify(execFile);

const install =
  "Install the Python Debugger extension (it brings debugpy 1.8 or newer), GDB and python3 on this machine.";
const usual = 5678;

/** A port that waits for a debugger: told on the command line, or opened by us before. Its adapter listens there, not the task. */
function knownPort(scene: Scene): number | undefined {
  const port = scene.ours.get(scene.subject.hold.id)?.port ?? pythonLaunch(scene.facts).listens;
  return port !== undefined && scene.facts.listeners.includes(port) ? port : undefined;
}

/** Undefined where injecting could begin. */
function whyNotInject(scene: Scene): Gate | undefined {
  const { facts, subject } = scene;
  if (languageOf(facts, scene.kind) !== "python")
    return shutGate(`${subject.tuple} is no Python process.`, "Choose another debugger.");
  if (isInjected(facts)) {
    return shutGate(
      `${subject.tuple} has debugpy in it already, and a second time would break it.`,
      "Restart the task.",
    );
  }
  if (scene.kind()?.musl === true) {
    return shutGate(
      `${subject.tuple} runs on musl, and debugpy's library is made for glibc.`,
      "Start it with python -m debugpy --listen 127.0.0.1:5678.",
    );
  }
  if (!findDebugpy() || findDebugger("gdb", ["gdb"]) === undefined || findProgram(["python3"]) === undefined) {
    return shutGate("There is no debugpy with GDB and python3 on this machine.", install);
  }
  return undefined;
}

function portGate(scene: Scene): Gate {
  const entry = networkEntry(scene.facts);
  if (entry.is === "closed") return unreachableGate(scene.facts, scene.subject, entry.why);
  const known = knownPort(scene);
  if (known !== undefined) return openGate(`debugpy listens on port ${known} of its network.`, { ports: [known] });
  return whyNotInject(scene) ?? openGate("debugpy is put into it and then listens in its network.", { injects: true });
}

function scripts(scene: Scene): readonly string[] {
  const { script } = pythonLaunch(scene.facts);
  return script === undefined ? [] : [script];
}

function configuration(scene: Scene): Settings {
  return {
    type: "debugpy",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    connect: { host: "127.0.0.1", port: "${port}" },
    pathMappings: scene.match(scripts(scene)).map(({ inside, host }) => ({ localRoot: host, remoteRoot: inside })),
    justMyCode: false,
    subProcess: false,
  };
}

function freePort(listeners: readonly number[]): number {
  let port = usual;
  while (listeners.includes(port) || listeners.includes(port + 1)) port += 1;
  return port;
}

/** Roots below which the files must be: ours and, where that is another, the target's. */
function rootsOf(scene: Scene): readonly string[] {
  const shared = scene.facts.namespaces["mnt"] === scene.facts.ownNamespaces["mnt"];
  return shared ? [""] : ["", scene.kernel.rootOf(scene.target)];
}

function putAll(scene: Scene, from: DebugpyPackage, folder: string): { readonly why: string } | undefined {
  try {
    for (const root of rootsOf(scene)) {
      // The name is new: where it is there already, the target's folder for it is ours.
      if (!existsSync(`${root}${folder}`)) putDebugpy(from, root, folder);
    }
    return undefined;
  } catch (thrown) {
    removeAll(scene, folder);
    return { why: `its files could not be put there (${thrown instanceof Error ? thrown.message : String(thrown)})` };
  }
}

function removeAll(scene: Scene, folder: string): void {
  for (const root of rootsOf(scene)) removeDebugpy(root, folder);
}

/**
 * debugpy starts `gdb` by that name and without the program, which GDB 14 and newer look for inside of the container,
 * by the number out here. So one of ours comes first, which has a copy. Gives its folder, or why there is none.
 */
function putGdb(scene: Scene, folder: string): string | { readonly why: string } {
  const gdb = findDebugger("gdb", ["gdb"]);
  const program = path.join(folder, "program");
  if (gdb === undefined || scene.kernel.copyExecutable(scene.target, program) !== "copied") {
    return { why: "its program could not be copied" };
  }
  const bin = path.join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, "gdb"), `#!/bin/sh\nexec ${shellLine([gdb])} "$@" ${shellLine([program])}\n`, {
    mode: 0o700,
  });
  return bin;
}

/** What the injector said in its last line; its success means nothing. */
async function runInjector(scene: Scene, folder: string, port: number, bin: string): Promise<string> {
  const words = ["-m", "debugpy", "--listen", `127.0.0.1:${port}`, "--pid", scene.target.nr.toString()];
  const [program = "", ...rest] = [...joinPrefix(scene), "python3", ...words];
  const env = { ...process.env, PYTHONPATH: folder, PATH: `${bin}:${process.env["PATH"] ?? "/usr/bin:/bin"}` };
  const said = await run(program, rest, { env, timeout: 120_000 }).then(
    ({ stderr }) => stderr,
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
  );
  return said.trim().split("\n").at(-1) ?? "";
}

/** Where debugpy listens now, or why it does not. */
async function inject(scene: Scene, from: DebugpyPackage, own: string): Promise<Ours | { readonly why: string }> {
  const bin = putGdb(scene, own);
  if (typeof bin !== "string") return bin;
  const folder = `/tmp/.pspace-debugpy-${from.version}-${randomBytes(4).toString("hex")}`;
  const port = freePort(scene.facts.listeners);
  const failed = putAll(scene, from, folder);
  if (failed) return failed;
  const said = await runInjector(scene, folder, port, bin);
  const after = scene.kernel.readAttachFacts(scene.target);
  // The adapter that it started inherits the listener, so the process itself need not have it.
  if (typeof after !== "string" && after.listeners.includes(port)) return { port, folder };
  removeAll(scene, folder);
  return { why: `it does not listen afterwards (${said})` };
}

async function findOrInject(scene: Scene, own: string): Promise<Ours | { readonly why: string }> {
  const known = knownPort(scene);
  if (known !== undefined) return scene.ours.get(scene.subject.hold.id) ?? { port: known };
  const from = findDebugpy();
  return from ? inject(scene, from, own) : { why: install };
}

async function open(scene: Scene, own: string): Promise<OpenedOf<Pid>> {
  const entry = networkEntry(scene.facts);
  if (entry.is === "closed") return { is: "refused", why: portGate(scene).why };
  const found = await findOrInject(scene, own);
  if (!scene.subject.hold.alive()) return { is: "gone" };
  if ("why" in found)
    return { is: "refused", why: `debugpy could not be put into ${scene.subject.tuple}: ${found.why}.` };
  const { port, folder } = found;
  if (folder !== undefined) scene.ours.set(scene.subject.hold.id, found);
  return {
    is: "opened",
    type: "pspace",
    configuration: configuration(scene),
    tunnel: { port, relay: relayCommand(scene.kernel, scene.target, entry, port) },
    adapter: { command: [], talks: "tunnel" },
    proof: { by: "listener", port },
    ...(folder === undefined
      ? {}
      : { leaves: [`files of debugpy in ${folder}`, `debugpy, listening on port ${port}`] }),
  };
}

export const debugpy: Debugger = {
  name: "debugpy",
  plan: (scene) => ({
    gates: {
      permission:
        knownPort(scene) === undefined
          ? permissionGate(scene.facts, scene.subject, isItself(scene))
          : signalGate(scene.facts, scene.subject, isItself(scene), false),
      files: scriptFiles(scene, scripts(scene)),
      port: portGate(scene),
    },
    configuration: configuration(scene),
  }),
  open: (scene, folder) => open(scene, folder),
  close: (scene) => {
    const folder = scene.ours.get(scene.subject.hold.id)?.folder;
    if (folder !== undefined) removeAll(scene, folder); // unlinked: what is mapped stays mapped
    return Promise.resolve();
  },
};
