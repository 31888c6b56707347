/** Java: a configuration for the Java extension and a tunnel to JDWP, which only helps a machine that was started with it. */
import type { Gate } from "../../../model/plan.ts";
import type { AttachFacts } from "../../kernel/attachFacts.ts";
import { scriptFiles } from "../files.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import { signalGate } from "../permission.ts";
import { networkEntry, relayCommand, unreachableGate } from "../relay.ts";
import { isItself, type Scene } from "../scene.ts";
import type { Debugger } from "./debugger.ts";

const start =
  "Start it with -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005 (JAVA_TOOL_OPTIONS takes it too).";

/** The port that JDWP was told; 0 where it picks one, undefined where it was not asked for. */
export function jdwpPort(facts: AttachFacts): number | undefined {
  const environment = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"].flatMap((name) =>
    (facts.environment?.[name] ?? "").split(/\s+/),
  );
  for (const word of [...facts.command, ...environment]) {
    const options = /^(?:-agentlib:jdwp=|-Xrunjdwp:)(.*)$/.exec(word)?.[1];
    if (!options?.split(",").includes("server=y")) continue;
    return Number(/(?:^|,)address=(?:[^,]*:)?(\d+)(?:,|$)/.exec(options)?.[1] ?? 0);
  }
  return undefined;
}

/** The port on which it really listens for a debugger. */
function openPort(scene: Scene): number | undefined {
  const told = jdwpPort(scene.facts);
  if (told === undefined) return undefined;
  const own = scene.facts.listening ?? scene.facts.listeners;
  if (told > 0) return own.includes(told) ? told : undefined;
  return own.length === 1 ? own[0] : undefined;
}

function portGate(scene: Scene): Gate {
  const { facts, subject } = scene;
  if (jdwpPort(facts) === undefined) {
    return shutGate(`${subject.tuple} was started without JDWP, which cannot be added later.`, start);
  }
  const port = openPort(scene);
  if (port === undefined) return shutGate(`${subject.tuple} does not listen for a debugger now: one may be connected.`);
  const entry = networkEntry(facts);
  return entry.is === "closed"
    ? unreachableGate(facts, subject, entry.why)
    : openGate(`It listens for a debugger on port ${port} of its network.`, { ports: [port] });
}

function configuration(scene: Scene): Settings {
  return {
    type: "java",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    hostName: "127.0.0.1",
    port: "${port}",
  };
}

export const java: Debugger = {
  name: "java",
  plan: (scene) => ({
    gates: {
      permission: signalGate(scene.facts, scene.subject, isItself(scene), false),
      files: scriptFiles(scene, []),
      port: portGate(scene),
    },
    configuration: configuration(scene),
  }),
  open: (scene) => {
    const entry = networkEntry(scene.facts);
    const port = openPort(scene);
    if (entry.is === "closed" || port === undefined)
      return Promise.resolve({ is: "refused", why: portGate(scene).why });
    return Promise.resolve({
      is: "opened",
      type: "java",
      configuration: configuration(scene),
      tunnel: { port, relay: relayCommand(scene.kernel, scene.target, entry, port) },
      proof: { by: "listener", port },
    });
  },
};
