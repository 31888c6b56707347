/**
 * A process that stands for the extension host, to be killed: starts a way's server and adapter with the extension's own
 * code, and passes the adapter's stream through. Bundled to out/test/extensionHost.js; its one word is the way, as JSON
 * (without an adapter: it has not come so far).
 */
import { awaitSocket } from "../../src/debug/debugServer.ts";
import { startAdapter } from "../../src/debug/adapterStream.ts";
import { Child } from "../../src/debug/child.ts";
import type { WireWay } from "../../src/protocol/wire.ts";

async function main(word: string): Promise<void> {
  const way = JSON.parse(word) as WireWay;
  if (way.server) await awaitSocket(new Child(way.server.command), way.server.socket);
  if (!way.adapter) return;
  const { stream } = await startAdapter(way, "the task");
  process.stdin.pipe(stream.toAdapter);
  stream.fromAdapter.pipe(process.stdout);
}

void main(process.argv[2] ?? "");
