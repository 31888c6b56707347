/** A breakpoint in a Node process by its inspector alone, through a way's relay: what js-debug does, without an editor. */
import { spawn, type ChildProcess } from "node:child_process";
import { Duplex } from "node:stream";
import { WebSocket } from "ws";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { until } from "./waits.ts";

interface Said {
  readonly method?: string;
  readonly params?: { readonly url?: string; readonly scriptId?: string; readonly callFrames?: readonly Call[] };
}

interface Call {
  readonly location: { readonly scriptId: string; readonly lineNumber: number };
}

/** Where it stopped, as the inspector names it: the script's path and the line, counted from 1. */
async function stopIn(socket: WebSocket, name: string, line: number): Promise<{ path: string; line: number }> {
  const said: Said[] = [];
  socket.on("message", (data: Buffer) => said.push(JSON.parse(data.toString("utf8")) as Said));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let id = 0;
  const ask = (method: string, params = {}): void => {
    socket.send(JSON.stringify({ id: ++id, method, params }));
  };
  ask("Debugger.enable");
  ask("Debugger.setBreakpointByUrl", { lineNumber: line - 1, urlRegex: `/${name.replaceAll(".", "\\.")}$` });
  const top = await until("it is paused", () => said.find(({ method }) => method === "Debugger.paused")?.params);
  const { scriptId, lineNumber } = top.callFrames?.[0]?.location ?? { scriptId: "", lineNumber: -1 };
  const script = said.find(({ method, params }) => method === "Debugger.scriptParsed" && params?.scriptId === scriptId);
  ask("Debugger.disable");
  return { path: new URL(script?.params?.url ?? "file:///nowhere").pathname, line: lineNumber + 1 };
}

/** The inspector behind a way's relay. */
function connectTo(way: WayOf<Pid>): { readonly relay: ChildProcess; readonly socket: WebSocket } {
  const { websocketAddress } = way.configuration;
  if (typeof websocketAddress !== "string" || !way.tunnel) throw new Error("no inspector to talk to");
  const [program = "", ...words] = way.tunnel.relay;
  const relay = spawn(program, words, { stdio: ["pipe", "pipe", "ignore"] });
  const createConnection = (): Duplex => Duplex.from({ readable: relay.stdout, writable: relay.stdin });
  const address = websocketAddress.replace("${port}", way.tunnel.port.toString());
  return {
    relay,
    socket: new WebSocket(address, { perMessageDeflate: false, createConnection: createConnection as never }),
  };
}

/** Stands at a line in the main thread and in a worker, as js-debug does it, and goes on with neither; gives the relay. */
export async function standInNode(way: WayOf<Pid>, name: string, line: number): Promise<ChildProcess> {
  const { relay, socket } = connectTo(way);
  socket.on("error", () => undefined); // what a killed relay leaves
  const said: string[] = [];
  socket.on("message", (data: Buffer) => said.push(data.toString("utf8")));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let id = 0;
  const message = (method: string, params = {}): string => JSON.stringify({ id: ++id, method, params });
  const place = { lineNumber: line - 1, urlRegex: `/${name.replaceAll(".", "\\.")}$` };
  socket.send(message("NodeWorker.enable", { waitForDebuggerOnStart: false }));
  const found = /"NodeWorker\.attachedToWorker","params":\{"sessionId":"(\w+)"/;
  const sessionId = await until("its worker is attached", () =>
    said.map((text) => found.exec(text)?.[1]).find(Boolean),
  );
  const inWorker = (inner: string): void => {
    socket.send(message("NodeWorker.sendMessageToWorker", { sessionId, message: inner }));
  };
  for (const say of [
    inWorker,
    (text: string) => {
      socket.send(text);
    },
  ]) {
    say(message("Debugger.enable"));
    say(message("Debugger.setBreakpointByUrl", place));
  }
  await until("the worker stands", () => said.some((text) => text.includes('\\"Debugger.paused\\"')));
  await until("the main thread stands", () => said.some((text) => text.startsWith('{"method":"Debugger.paused"')));
  return relay;
}

/** The stop as the user's own file and line, by the way's own map; the process runs on afterwards. */
export async function breakInNode(way: WayOf<Pid>, name: string, line: number): Promise<string> {
  const { localRoot, remoteRoot } = way.configuration;
  const { relay, socket } = connectTo(way);
  try {
    const at = await stopIn(socket, name, line);
    const [local, remote] = [String(localRoot), String(remoteRoot)];
    const file = at.path.startsWith(`${remote}/`) ? local + at.path.slice(remote.length) : at.path;
    return `${file}:${at.line}`;
  } finally {
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.close();
    await closed;
    relay.kill();
  }
}
