import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fetchDebugFile, symbolServers } from "../../../../src/engine/gates/symbolServers.ts";

describe("debug information from a server", () => {
  let server: Server;
  let address = "";
  const asked: string[] = [];
  before(async () => {
    server = createServer(({ url = "" }, answer) => {
      asked.push(url);
      if (url === "/buildid/abcdef/debuginfo") answer.end("DWARF");
      else answer.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => asked.splice(0));

  it("the servers are those that the user names, each once", () => {
    assert.deepEqual(symbolServers(" http://one/ https://two  http://one file:///three "), [
      "http://one",
      "https://two",
    ]);
    assert.deepEqual(symbolServers(""), []);
  });

  it("comes from the first that has it, and is asked for once", async () => {
    const servers = ["http://127.0.0.1:1", address];
    const [first, second] = [await fetchDebugFile("abcdef", servers), await fetchDebugFile("abcdef", servers)];
    assert.deepEqual(
      [first?.file, Buffer.from(first?.bytes ?? []).toString()],
      [`${address}/buildid/abcdef/debuginfo`, "DWARF"],
    );
    assert.equal(second, first);
    assert.deepEqual(asked, ["/buildid/abcdef/debuginfo"]);
  });

  it("one that has nothing, or is not there, is no failure; without one nobody is asked", async () => {
    assert.equal(await fetchDebugFile("001122", [address]), undefined);
    assert.equal(await fetchDebugFile("001122", ["http://127.0.0.1:1"]), undefined);
    assert.equal(await fetchDebugFile("001122", []), undefined);
    assert.deepEqual(asked, ["/buildid/001122/debuginfo"]);
  });
});
