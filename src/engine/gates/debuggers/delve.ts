/**
 * Delve for Go: its own adapter, by the number in `host`; it opens the program itself, of whatever mount namespace. Where
 * only somebody else may trace, Delve is their server, which has this one process and can start no other.
 */
import { nativeSources } from "../files.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import type { Gate } from "../../../model/plan.ts";
import { onStdio } from "../onStdio.ts";
import type { WayOf } from "../../../model/way.ts";
import type { Pid } from "../../../model/pid.ts";
import { languageOf } from "../language.ts";
import { permissionGate } from "../permission.ts";
import { findDebugger } from "../programs.ts";
import { isItself, keptCommand, putInImage, serverOf, type Scene } from "../scene.ts";
import { sidecarId } from "../sidecar.ts";
import { nativeFiles } from "../files.ts";
import type { Debugger } from "./debugger.ts";

type Adapter = NonNullable<WayOf<Pid>["adapter"]>;

const install = "Install Delve (Debian: apt-get install delve).";

/** Delve finds nothing in a program without debug information, where other debuggers find little. */
function files(scene: Scene): Gate {
  const gate = nativeFiles(scene);
  if (!gate.open || scene.kind()?.debugInfo === true) return gate;
  return shutGate(
    "Its program has no debug information, without which Delve cannot work.",
    "Build it without -ldflags='-s -w'.",
    gate.settings,
  );
}

function programOf(scene: Scene): string | undefined {
  return serverOf(scene, "dlv", () => findDebugger("delve", ["dlv"]));
}

/** Delve attaches to any process without complaint, so the language is asked first. */
function port(scene: Scene): Gate {
  if (programOf(scene) === undefined) {
    return scene.sidecar
      ? shutGate("There is no Delve in the image of the sidecar.", putInImage("dlv"))
      : shutGate("There is no Delve on this machine.", install);
  }
  if (scene.facts.executable === "denied") return openGate("Not looked at: the permission gate comes first.");
  return languageOf(scene.facts, scene.kind) === "go"
    ? openGate("Delve calls us back on a loopback port that we opened.")
    : shutGate(`${scene.subject.tuple} is no Go program.`, "Choose another debugger.");
}

function configuration(scene: Scene): Settings {
  return {
    type: "go",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    ...(scene.handOver && !scene.sidecar ? { mode: "remote" } : { mode: "local", processId: scene.named.nr }),
    substitutePath: nativeSources(scene).map(({ inside, host }) => ({ from: host, to: inside })),
    stopOnEntry: false,
  };
}

/** A server takes connections of its own user's alone, so what connects is started beside it. */
function adapter(scene: Scene, program: string, folder: string): Adapter {
  const asAdapter = ["dap", "--client-addr=127.0.0.1:${dial}"];
  const { handOver, sidecar } = scene;
  if (sidecar && !("why" in sidecar)) {
    const options = ["--network=host", "--cidfile", sidecarId(folder)]; // it calls back on our loopback port
    return { command: sidecar.sidecar.run(options, [program, ...asAdapter]), talks: "dials" };
  }
  if (!handOver) return { command: keptCommand(scene, [program, ...asAdapter]), talks: "dials" };
  const words = ["attach", scene.named.nr.toString(), "--headless", "--listen=127.0.0.1:0"];
  return { command: handOver(onStdio(keptCommand(scene, [program, ...words])), folder), talks: "stdio" };
}

export const delve: Debugger = {
  name: "delve",
  missing: (scene) => (!scene?.sidecar && findDebugger("delve", ["dlv"]) === undefined ? install : undefined),
  plan: (scene) => ({
    gates: {
      permission: permissionGate(scene.facts, scene.subject, isItself(scene)),
      files: files(scene),
      port: port(scene),
    },
    configuration: configuration(scene),
  }),
  open: (scene, folder) => {
    const program = programOf(scene);
    if (program === undefined) return Promise.resolve({ is: "missing", debugger: "delve", install });
    return Promise.resolve({
      is: "opened",
      type: "pspace",
      configuration: configuration(scene),
      adapter: adapter(scene, program, folder),
      proof: { by: "tracer" },
    });
  },
};
