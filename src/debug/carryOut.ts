/** Starts what a way in needs on our side (debug server, tunnel), proves it, and gives the configuration with its ports. */
import type { Body } from "../dap/message.ts";
import { ProblemError } from "../model/problem.ts";
import { requests } from "../protocol/messages.ts";
import type { WirePid, WireWay } from "../protocol/wire.ts";
import type { AttachUse } from "./attachment.ts";
import { Child } from "./child.ts";
import { fillIn, mentions } from "./configuration.ts";
import { awaitSocket, endServer } from "./debugServer.ts";
import { letRun } from "./letRun.ts";
import { limits, within } from "./limits.ts";
import { attachFailed, proveHeld, proveInspector, type Meant } from "./proof.ts";
import { Tunnel } from "./tunnel.ts";
import type { Undo } from "./undo.ts";

export interface CarryOut {
  readonly meant: Meant;
  readonly self: string;
  readonly way: WireWay;
  readonly undo: Undo;
  readonly cancel: AbortSignal;
  /** Whether an adapter has been started meanwhile. */
  readonly visited: () => boolean;
}

export interface Carried {
  /** The way's own, with every port filled in. */
  readonly configuration: Body;
  /** The debug server that traces the task, where there is one. */
  readonly server?: WirePid;
  /** Resolves when that server has ended: the task has, or has been let go of. */
  readonly serverEnded?: Promise<unknown>;
}

export async function carryOut(use: AttachUse, todo: CarryOut): Promise<Carried> {
  const { meant, way, cancel } = todo;
  const server = way.server && (await startServer(use, todo, way.server));
  const port = way.tunnel && needsPort(way) ? await openTunnel(use, todo, way.tunnel.relay) : undefined;
  const { proof } = way;
  if (proof.by === "inspector" && port !== undefined) {
    await proveInspector(meant, proof, port, cancel);
  }
  await proveAgain(use, meant, way);
  const configuration = port === undefined ? way.configuration : (fillIn(way.configuration, "port", port) as Body);
  return { configuration, ...server };
}

/** That the listener at the far end is (still) the task's own; nothing to ask where the proof is a tracer. */
export async function proveAgain(use: Pick<AttachUse, "engine">, meant: Meant, way: WireWay): Promise<void> {
  if (way.proof.by === "listener") await proveHeld(use.engine, meant, { port: way.proof.port });
  else if (way.proof.by === "inspector" && way.tunnel) {
    await proveHeld(use.engine, meant, { port: way.tunnel.port });
  }
}

/** A tunnel whose far end is run as the adapter needs no port on our side. */
function needsPort(way: WireWay): boolean {
  return way.adapter?.talks !== "tunnel" || mentions(way.configuration, "port");
}

async function startServer(
  use: AttachUse,
  todo: CarryOut,
  asked: { readonly command: readonly string[]; readonly socket: string },
): Promise<Pick<Carried, "server" | "serverEnded">> {
  const { meant, cancel, undo } = todo;
  const server = new Child(asked.command);
  undo.add("end the debug server", async () => {
    if (!(await endServer(server, asked.socket, limits.farewell, todo.visited()))) {
      use.log(`the debug server of ${meant.reference} has not ended: ${server.lastWords()}`);
    }
  });
  const ready = awaitSocket(server, asked.socket).catch((thrown: unknown) => {
    throw new ProblemError(attachFailed(meant, thrown instanceof Error ? thrown.message : String(thrown)));
  });
  await within(ready, limits.server, attachFailed(meant, "its debug server did not start in time"), cancel);
  const tracer = server.seenIn(todo.self);
  if (tracer) await proveHeld(use.engine, meant, { tracer });
  await letRun(meant); // the server has it: it runs on when its debugger says so
  return { ...(tracer ? { server: tracer } : {}), serverEnded: server.ended };
}

async function openTunnel(use: AttachUse, todo: CarryOut, relay: readonly string[]): Promise<number> {
  const uid = process.getuid?.();
  const tunnel = await Tunnel.open({
    relay,
    log: use.log,
    isOurs: async (clientPort, serverPort) => {
      const asking = use.engine.ask(requests.connectionOwner, { clientPort, serverPort });
      const owner = await within(
        asking,
        limits.engine,
        attachFailed(todo.meant, "it did not say whose a connection is"),
        undefined,
      );
      return owner.uid !== undefined && owner.uid === uid;
    },
  });
  todo.undo.add("close the tunnel", () => tunnel.close());
  return tunnel.port;
}
