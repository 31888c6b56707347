import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { Tunnel } from "../../../src/debug/tunnel.ts";

const relay = ["cat"];
const quiet = { relay, log: () => undefined };

function textFrom(socket: Socket): Promise<string> {
  return new Promise((done) => {
    let text = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    socket.on("close", () => {
      done(text);
    });
  });
}

describe("a tunnel", function () {
  this.timeout(60_000); // real programs, on a loaded machine
  it("carries what was sent before its owner was known, a relay for each connection", async () => {
    const seen: number[] = [];
    const tunnel = await Tunnel.open({
      ...quiet,
      isOurs: (clientPort, serverPort) => {
        assert.equal(serverPort, tunnel.port);
        seen.push(clientPort);
        return Promise.resolve(true);
      },
    });
    const sockets = ["one", "two"].map((words) => {
      const socket = connect(tunnel.port, "127.0.0.1");
      socket.write(words);
      socket.on("data", () => socket.end());
      return textFrom(socket);
    });
    assert.deepEqual(await Promise.all(sockets), ["one", "two"]);
    assert.equal(new Set(seen).size, 2);
    await tunnel.close();
  });

  it("refuses a connection of another user, and one whose owner nobody knows", async () => {
    const answers = [() => Promise.resolve(false), () => Promise.reject(new Error("engine stopped"))];
    for (const isOurs of answers) {
      const tunnel = await Tunnel.open({ ...quiet, isOurs });
      const socket = connect(tunnel.port, "127.0.0.1");
      socket.write("secret");
      assert.equal(await textFrom(socket), "");
      await tunnel.close();
    }
  });

  it("closing it ends its connections and relays", async () => {
    const tunnel = await Tunnel.open({ ...quiet, isOurs: () => Promise.resolve(true) });
    const socket = connect(tunnel.port, "127.0.0.1");
    await new Promise((done) => {
      socket.once("data", done);
      socket.write("x");
    });
    const gone = textFrom(socket);
    await tunnel.close();
    await gone;
  });

  it("a relay that cannot reach the port ends its connection and is told of", async () => {
    const told: string[] = [];
    const failing = ["sh", "-c", "echo connection refused >&2; exit 1"];
    const tunnel = await Tunnel.open({
      relay: failing,
      log: (text) => told.push(text),
      isOurs: () => Promise.resolve(true),
    });
    assert.equal(await textFrom(connect(tunnel.port, "127.0.0.1")), "");
    while (told.length === 0) await new Promise((next) => setImmediate(next));
    assert.match(told.join(), /connection refused/);
    await tunnel.close();
  });
});
