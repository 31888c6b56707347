import assert from "node:assert/strict";
import { startAdapter } from "../../../src/debug/adapterStream.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import { wayWith } from "./fakeEngine.ts";

const echo = ["cat"];

async function echoed(way: Parameters<typeof startAdapter>[0]): Promise<string> {
  const { stream, child } = await startAdapter(way, "web:17");
  const said = new Promise<string>((done) =>
    stream.fromAdapter.once("data", (text: Buffer) => {
      done(text.toString());
    }),
  );
  stream.toAdapter.write("hello");
  const text = await said;
  stream.toAdapter.end();
  await child.ended;
  return text;
}

describe("starting a debug adapter", function () {
  this.timeout(60_000); // real programs, on a loaded machine
  it("on stdio", async () => {
    assert.equal(await echoed(wayWith({ adapter: { command: echo, talks: "stdio" } })), "hello");
  });

  it("at the far end of a tunnel: the relay is the adapter", async () => {
    const tunnel = { port: 5678, relay: echo };
    assert.equal(await echoed(wayWith({ tunnel, adapter: { command: [], talks: "tunnel" } })), "hello");
  });

  it("one that dials finds us", async () => {
    const code = "const s = require('net').connect(Number(process.argv[1]), '127.0.0.1'); s.pipe(s)";
    const command = [process.execPath, "-e", code, "${dial}"];
    assert.equal(await echoed(wayWith({ adapter: { command, talks: "dials" } })), "hello");
  });

  it("one that ends instead of dialling is one sentence", async () => {
    const command = ["sh", "-c", "echo no such process >&2; exit 1"];
    await assert.rejects(
      startAdapter(wayWith({ adapter: { command, talks: "dials" } }), "web:17"),
      (thrown) => thrown instanceof ProblemError && thrown.problem.is === "attachFailed",
    );
  });
});
