import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "../../../src/debug/child.ts";
import { awaitSocket, endServer } from "../../../src/debug/debugServer.ts";

/** Listens, and ends when it is asked to detach. */
const server = `
  const socket = process.argv[1];
  require("net").createServer((client) => client.on("data", (text) => {
    if (text.toString() === "+$D#44") { client.end("+$OK#9a"); process.exit(0); }
  })).listen(socket);`;

/** As lldb-server does: lets go, and ends when whoever asked for it has hung up. */
const patient = server.replace(
  'client.end("+$OK#9a"); process.exit(0);',
  'client.on("end", () => process.exit(0)).write("+$OK#9a");',
);

describe("a debug server", function () {
  this.timeout(60_000); // real programs, on a loaded machine
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pspace-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is ready when its socket is there, and lets go when it is asked in its own protocol", async () => {
    const socket = join(folder, "s");
    const child = new Child([process.execPath, "-e", server, socket]);
    await awaitSocket(child, socket);
    assert.ok(await endServer(child, socket, 60_000, true));
    assert.equal(child.process.exitCode, 0);
    assert.ok(await endServer(child, socket, 60_000, true));
  });

  it("is hung up on as soon as it has let go, for it may wait for that", async () => {
    const socket = join(folder, "s");
    const child = new Child([process.execPath, "-e", patient, socket]);
    await awaitSocket(child, socket);
    assert.ok(await endServer(child, socket, 60_000, false));
    assert.equal(child.process.exitCode, 0);
  });

  it("lets go also when who ran it for us was killed alone", async () => {
    const socket = join(folder, "s");
    const child = new Child(["sh", "-c", '"$@" & exec cat', "sh", process.execPath, "-e", server, socket]);
    const gone = new Promise((done) => child.process.stdout.resume().once("end", done)); // the server's output too
    await awaitSocket(child, socket);
    child.process.kill("SIGKILL");
    await child.ended;
    assert.ok(await endServer(child, socket, 60_000, false));
    await gone;
  });

  it("that ends before it listens is one sentence", async () => {
    const child = new Child(["sh", "-c", "echo 'error: failed to attach' >&2; exit 1"]);
    await assert.rejects(awaitSocket(child, join(folder, "s")), /ended with code 1: error: failed to attach/);
  });

  it("that hangs before anybody came is ended by a signal; one that may hold breakpoints never is", async () => {
    const child = new Child(["cat"]);
    assert.ok(!(await endServer(child, join(folder, "s"), 1, true)));
    assert.ok(child.running());
    await endServer(child, join(folder, "s"), 1, false);
    await child.ended;
  });
});
