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
import { isItself, keptCommand, type Scene } from "../scene.ts";
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

/** Delve attaches to any process without complaint, so the language is asked first. */
function port(scene: Scene): Gate {
  if (findDebugger("delve", ["dlv"]) === undefined) return shutGate("There is no Delve on this machine.", install);
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
    ...(scene.handOver ? { mode: "remote" } : { mode: "local", processId: scene.named.nr }),
    substitutePath: nativeSources(scene).map(({ inside, host }) => ({ from: host, to: inside })),
    stopOnEntry: false,
  };
}

/** A server takes connections of its own user's alone, so what connects is started beside it. */
function adapter(scene: Scene, program: string): Adapter {
  const words = scene.handOver
    ? ["attach", scene.named.nr.toString(), "--headless", "--listen=127.0.0.1:0"]
    : ["dap", "--client-addr=127.0.0.1:${dial}"];
  const command = keptCommand(scene, [program, ...words]);
  return scene.handOver ? { command: scene.handOver(onStdio(command)), talks: "stdio" } : { command, talks: "dials" };
}

export const delve: Debugger = {
  name: "delve",
  missing: () => (findDebugger("delve", ["dlv"]) === undefined ? install : undefined),
  plan: (scene) => ({
    gates: {
      permission: permissionGate(scene.facts, scene.subject, isItself(scene)),
      files: files(scene),
      port: port(scene),
    },
    configuration: configuration(scene),
  }),
  open: (scene) => {
    const program = findDebugger("delve", ["dlv"]);
    if (program === undefined) return Promise.resolve({ is: "missing", debugger: "delve", install });
    return Promise.resolve({
      is: "opened",
      type: "pspace",
      configuration: configuration(scene),
      adapter: adapter(scene, program),
      proof: { by: "tracer" },
    });
  },
};
