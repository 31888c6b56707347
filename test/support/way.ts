/** Carries out a way in as an editor would: server, tunnel, adapter. Ends what it started, adapters only by closing their streams. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { DapClient } from "./dapClient.ts";
import { until } from "./waits.ts";

export interface Carried {
  readonly client: DapClient;
  /** What must be, or be an ancestor of, the tracer: by its number here. */
  readonly tracer: number;
  readonly said: () => string;
  /** Closes the streams and waits until all that was started has gone. */
  readonly end: () => Promise<void>;
}

function start(command: readonly string[], talks: boolean, log: string[]): ChildProcess {
  const [program = "", ...words] = command;
  const child = spawn(program, words, { stdio: [talks ? "pipe" : "ignore", "pipe", "pipe"] });
  child.stderr?.on("data", (said: Buffer) => log.push(said.toString()));
  if (!talks) child.stdout?.on("data", (said: Buffer) => log.push(said.toString()));
  child.on("error", (thrown) => log.push(thrown.message));
  return child;
}

async function gone(child: ChildProcess): Promise<void> {
  await until(
    "what was started has gone",
    () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
  );
}

async function dial(
  command: readonly string[],
  log: string[],
): Promise<{ child: ChildProcess; client: DapClient; cut: () => void }> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const child = start(
    command.map((word) => word.replace("${dial}", port.toString())),
    false,
    log,
  );
  let socket: net.Socket | undefined;
  server.once("connection", (made) => (socket = made));
  const connected = await until("the adapter dials", () => {
    if (child.exitCode !== null) throw new Error(log.join(""));
    return socket;
  });
  server.close();
  return { child, client: new DapClient(connected, connected), cut: () => connected.end() };
}

/** The far end speaks the protocol itself. */
function throughRelay(relay: readonly string[]): Carried {
  const log: string[] = [];
  const child = start(relay, true, log);
  const client = new DapClient(streamOf(child.stdout), streamOf(child.stdin));
  const end = async (): Promise<void> => {
    client.cut();
    child.kill(); // a relay holds nothing
    await gone(child);
  };
  return { client, tracer: 0, said: () => log.join(""), end };
}

/** The same, but started by a process in between, as by an extension host (extensionHost.ts), which may then be killed. */
export function carryOutBehind(way: Partial<WayOf<Pid>>): Carried {
  return throughRelay([process.execPath, path.resolve("out/test/extensionHost.js"), JSON.stringify(way)]);
}

/** A way with an adapter of its own (`stdio`, `dials`), or one at the far end of its tunnel. */
export async function carryOut(way: WayOf<Pid>): Promise<Carried> {
  if (way.adapter?.talks === "tunnel" && way.tunnel) return throughRelay(way.tunnel.relay);
  const log: string[] = [];
  const server = way.server && start(way.server.command, false, log);
  if (way.server && server) {
    const { socket } = way.server;
    await until(`the debug server listens (${log.join("")})`, () => existsSync(socket));
  }
  if (!way.adapter) throw new Error("there is no adapter to run");
  const dialled = way.adapter.talks === "dials" ? await dial(way.adapter.command, log) : undefined;
  const adapter = dialled?.child ?? start(way.adapter.command, true, log);
  if (!adapter.stdin && !dialled) throw new Error("no stream to the adapter");
  const client = dialled?.client ?? new DapClient(streamOf(adapter.stdout), streamOf(adapter.stdin));
  return {
    client,
    tracer: (server ?? adapter).pid ?? 0,
    said: () => log.join(""),
    end: async () => {
      client.cut();
      await gone(adapter);
      if (server) await gone(server);
    },
  };
}

function streamOf<T>(stream: T | null): T {
  if (stream === null) throw new Error("the stream was not made");
  return stream;
}
