/** Starts a debug adapter the way it talks: on stdio, by dialling a loopback port of ours, or at the far end of a relay. */
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { AdapterStream } from "../dap/pump.ts";
import { ProblemError } from "../model/problem.ts";
import type { WireWay } from "../protocol/wire.ts";
import { Child } from "./child.ts";
import { fillIn } from "./configuration.ts";
import { limits, within } from "./limits.ts";
import { attachFailed } from "./proof.ts";

export interface StartedAdapter {
  readonly stream: AdapterStream;
  readonly child: Child;
}

/** Rejects with a ProblemError where an adapter that should dial does not; one that cannot start ends its stream. */
export async function startAdapter(way: WireWay, reference: string): Promise<StartedAdapter> {
  const { adapter, tunnel } = way;
  if (adapter?.talks === "dials") return dialled(adapter.command, reference);
  const command = adapter?.talks === "tunnel" ? tunnel?.relay : adapter?.command;
  if (!command) throw new ProblemError(attachFailed({ reference }, "there is no adapter to run"));
  const child = new Child(command);
  return { child, stream: { toAdapter: child.process.stdin, fromAdapter: child.process.stdout } };
}

/** One connection is awaited; whoever is not the first is turned away with the closed server. */
async function dialled(command: readonly string[], reference: string): Promise<StartedAdapter> {
  const server = createServer();
  const listening = new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  await listening;
  try {
    const { port } = server.address() as AddressInfo;
    const child = new Child((fillIn(command, "dial", port) as readonly unknown[]).map(String));
    child.process.stdout.resume();
    const connected = new Promise<Socket>((done) => server.once("connection", done));
    const died = child.ended.then((how) => {
      throw new ProblemError(attachFailed({ reference }, how));
    });
    const late = attachFailed({ reference }, "its debug adapter did not start in time");
    const socket = await within(Promise.race([connected, died]), limits.dial, late, undefined).catch(
      (thrown: unknown) => {
        child.process.kill(); // nobody has spoken with it: it holds nothing
        throw thrown;
      },
    );
    return { child, stream: { toAdapter: socket, fromAdapter: socket } };
  } finally {
    server.close();
  }
}
