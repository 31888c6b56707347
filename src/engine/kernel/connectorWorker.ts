/**
 * Runs in a thread of its own (out/connector.js): blocks on the process connector, and posts what it said in
 * batches of bytes. It is woken when it should stop; should that fail it looks every other second, for nothing else can reach it.
 */
import { parentPort, workerData } from "node:worker_threads";
import { enobufs, openConnector, type ConnectorSocket } from "./netlink.ts";
import { eventLength } from "./procEvent.ts";
import { Suspension } from "./suspension.ts";

/** What the worker is given. */
export interface ConnectorData {
  /** [0] not 0 means stop; [1] is the socket once there is one, for whoever closes it after us, however we end. */
  readonly stop: Int32Array;
  readonly mark: number;
  /** A descriptor that becomes readable then; negative where there is none. */
  readonly wake: number;
  /** Bytes that the kernel keeps of events for us; absent: many. */
  readonly buffer?: number;
}

export type ConnectorWord = "ready" | "unavailable" | "lost" | Uint8Array;

const most = 1024;
/** Milliseconds between looks whether the machine was suspended: in a storm it would be asked for every event. */
const seldom = 1000;
const batch = Buffer.alloc(most * eventLength);

function post(word: ConnectorWord): void {
  parentPort?.postMessage(word);
}

/** Takes what is there, at most a batch; whether the socket is still good. */
function drain(socket: ConnectorSocket): boolean {
  let at = 0;
  let taken = 1;
  while (at < batch.length && taken > 0) {
    taken = socket.take(batch, at);
    if (taken > 0) at += taken;
  }
  if (at > 0) post(Uint8Array.prototype.slice.call(batch, 0, at));
  if (taken < 0) post("lost");
  return taken >= 0 || taken === -enobufs;
}

function run({ stop, mark, buffer, wake }: ConnectorData): void {
  const socket = openConnector(mark, buffer, wake);
  Atomics.store(stop, 1, socket?.fd ?? 0);
  post(socket ? "ready" : "unavailable");
  const suspension = new Suspension();
  let good = socket !== undefined;
  let next = 0;
  while (socket && good && Atomics.load(stop, 0) === 0) {
    socket.wait(2000);
    good = drain(socket);
    if (performance.now() < next) continue;
    next = performance.now() + seldom;
    if (suspension.hasBeen()) post("lost");
  }
}

run(workerData as ConnectorData);
