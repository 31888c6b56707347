import assert from "node:assert/strict";
import { nodeLaunch } from "../../../../src/engine/gates/nodeLaunch.ts";
import { factsOf } from "./facts.ts";

const launched = (command: readonly string[], options?: string) =>
  nodeLaunch(
    factsOf({ command, folder: "/app", ...(options === undefined ? {} : { environment: { NODE_OPTIONS: options } }) }),
  );

describe("how a Node was started", () => {
  it("plainly: its inspector would open on 9229", () => {
    assert.deepEqual(launched(["node", "server.js"]), {
      port: 9229,
      inspects: false,
      deaf: false,
      script: "/app/server.js",
    });
  });
  it("with an inspector on a port, with or without an address", () => {
    assert.deepEqual(launched(["node", "--inspect=0.0.0.0:9500", "/srv/a.js"]), {
      port: 9500,
      inspects: true,
      deaf: false,
      script: "/srv/a.js",
    });
    assert.equal(launched(["node", "--inspect-brk=9300", "a.js"]).port, 9300);
  });
  it("told a port without opening it, by the environment too; the command line wins", () => {
    const told = launched(["node", "--inspect-port", "9400", "a.js"], "--inspect=9100");
    assert.deepEqual([told.port, told.inspects, told.script], [9400, true, "/app/a.js"]);
  });
  it("deaf to SIGUSR1", () => {
    assert.ok(launched(["node", "--disable-sigusr1", "a.js"]).deaf);
  });
});
