/**
 * Node: VS Code's own debugger through a tunnel to the process's inspector, which is opened by SIGUSR1 where it is
 * not open yet. Only a Node that catches the signal is signalled: others would die of it. Children are never
 * attached automatically, for that writes paths of ours into the environment of the target's children.
 */
import type { Gate } from "../../../model/plan.ts";
import type { Pid } from "../../../model/pid.ts";
import type { OpenedOf } from "../../../model/way.ts";
import type { AttachFacts } from "../../kernel/attachFacts.ts";
import { catches, parseCredentials } from "../credentials.ts";
import { scriptFiles } from "../files.ts";
import { openGate, shutGate, type Settings } from "../gate.ts";
import {
  closeInspector,
  findOpen,
  openInspector,
  type Inspector,
  type NotOpened,
  type Reach,
} from "../inspectorDoor.ts";
import { lookInside, signalInside, withInside } from "../inside.ts";
import { languageOf } from "../language.ts";
import { nodeFiles, nodeLaunch } from "../nodeLaunch.ts";
import { ownNumber } from "../number.ts";
import { signalGate } from "../permission.ts";
import { networkEntry, relayCommand, unreachableGate, type NetworkEntry } from "../relay.ts";
import { inspectorRelay } from "../relayScripts.ts";
import { isItself, type Scene } from "../scene.ts";
import type { Debugger } from "./debugger.ts";

const sigusr1 = 10;

/**
 * Ports of the task's own that may be its inspector's, the likeliest first: ours, the one it was told, the usual
 * one, and what else only its own network can reach. Others are its own business and are not spoken to.
 */
export function likelyPorts(scene: Scene): readonly number[] {
  const { facts } = scene;
  const own = facts.listening ?? facts.listeners;
  const remembered = scene.ours.get(scene.subject.hold.id)?.port;
  const likely = [remembered ?? 0, nodeLaunch(facts).port, 9229, ...(facts.listening ? (facts.loopback ?? []) : [])];
  return [...new Set(likely)].filter((port) => own.includes(port));
}

function portGate(scene: Scene, entry: NetworkEntry, likely: readonly number[]): Gate {
  const { facts, subject } = scene;
  if (languageOf(facts, scene.kind) !== "node") {
    return shutGate(`${subject.tuple} is no Node process: SIGUSR1 might end it.`, "Choose another debugger.");
  }
  if (entry.is === "closed") return unreachableGate(facts, subject, entry.why);
  const theirs = parseCredentials(facts.status);
  if ("Tt".includes(theirs.state)) {
    return shutGate(`${subject.tuple} is stopped and would not answer.`, "Let it go on with SIGCONT.");
  }
  const relay = { network: entry.is };
  const by = entry.is === "beside" ? ", and is reached by docker exec" : "";
  const [first] = likely;
  if (first !== undefined)
    return openGate(`An inspector may already listen on port ${first} of its network${by}.`, {
      ...relay,
      ports: likely,
    });
  const launch = nodeLaunch(facts);
  if (launch.deaf || !catches(theirs, sigusr1)) {
    return shutGate(`${subject.tuple} does not open its inspector on SIGUSR1.`, "Start it with --inspect.");
  }
  return openGate(`SIGUSR1 opens its inspector on port ${launch.port} of its network${by}.`, {
    ...relay,
    opens: launch.port,
  });
}

/** `${port}` is the tunnel's port on our side; the path pins the very inspector that was found. */
function configuration(scene: Scene, path: string): Settings {
  const [mapped] = scene.match(nodeFiles(scene));
  return {
    type: "node",
    request: "attach",
    name: `Attach to ${scene.subject.tuple}`,
    websocketAddress: `ws://127.0.0.1:\${port}${path}`,
    ...(mapped ? { localRoot: mapped.host, remoteRoot: mapped.inside } : {}),
    autoAttachChildProcesses: false,
    attachExistingChildren: false,
    continueOnAttach: false,
    restart: false,
    skipFiles: ["<node_internals>/**"],
  };
}

function reachOf(scene: Scene, entry: Exclude<NetworkEntry, { readonly is: "closed" }>): Reach {
  const { kernel, target, subject } = scene;
  const facts = async (): Promise<AttachFacts | undefined> => {
    const seen = kernel.readAttachFacts(target);
    if (typeof seen === "string") return undefined;
    return scene.inside ? withInside(seen, await lookInside(kernel, subject, target, seen)) : seen;
  };
  return { facts, relay: (port) => relayCommand(kernel, target, entry, port, inspectorRelay) };
}

async function findOrOpen(scene: Scene, reach: Reach): Promise<Inspector | NotOpened> {
  const found = await findOpen(reach, likelyPorts(scene));
  if (found) return found;
  const launch = nodeLaunch(scene.facts);
  // Asked again, here at the last moment: SIGUSR1 ends a process that has no handler for it.
  if (launch.deaf || !catches(parseCredentials(scene.facts.status), sigusr1))
    return { why: "it does not open its inspector on SIGUSR1" };
  const opened = await openInspector(reach, launch.port, (signal) =>
    scene.inside ? signalInside(scene.inside) : Promise.resolve(scene.subject.hold.signal(signal)),
  );
  if ("port" in opened) scene.ours.set(scene.subject.hold.id, { port: opened.port });
  return opened;
}

async function open(scene: Scene): Promise<OpenedOf<Pid>> {
  const entry = networkEntry(scene.facts, scene.inside);
  if (entry.is === "closed") return { is: "refused", why: `Its debug port cannot be reached: ${entry.why}.` };
  const reach = reachOf(scene, entry);
  const inspector = await findOrOpen(scene, reach);
  if (!scene.subject.hold.alive()) return { is: "gone" };
  if ("why" in inspector)
    return { is: "refused", why: `The inspector of ${scene.subject.tuple} could not be opened: ${inspector.why}.` };
  const numbers = scene.kernel.readNumbers(scene.target);
  const pidns = scene.facts.namespaces["pid"];
  return {
    is: "opened",
    type: "node",
    configuration: configuration(scene, inspector.path),
    tunnel: { port: inspector.port, relay: reach.relay(inspector.port) },
    proof: {
      by: "inspector",
      own: ownNumber(scene.subject, typeof numbers === "string" ? [] : numbers),
      ...(pidns === undefined ? {} : { pidns }),
    },
  };
}

export const jsDebug: Debugger = {
  name: "js-debug",
  plan: (scene) => {
    const likely = likelyPorts(scene);
    return {
      gates: {
        permission: signalGate(scene.facts, scene.subject, isItself(scene), likely.length === 0 && !scene.inside),
        files: scriptFiles(scene, nodeFiles(scene)),
        port: portGate(scene, networkEntry(scene.facts, scene.inside), likely),
      },
      configuration: configuration(scene, ""),
    };
  },
  open: (scene) => open(scene),
  close: async (scene) => {
    const entry = networkEntry(scene.facts, scene.inside);
    const port = scene.ours.get(scene.subject.hold.id)?.port;
    scene.ours.delete(scene.subject.hold.id);
    if (port !== undefined && entry.is !== "closed") await closeInspector(reachOf(scene, entry), port);
  },
};
