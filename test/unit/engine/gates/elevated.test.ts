/** An engine that is root for somebody: what it hands over, and what it will not do. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Broker, readWord, standIn } from "../../../../src/engine/gates/broker.ts";
import { replaceTexts, whyNotPrivate } from "../../../../src/engine/gates/elevated.ts";
import { parseArguments } from "../../../../src/engine/arguments.ts";

const user = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

describe("an engine that is root for a user", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-broker-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is told for whom on its command line", () => {
    assert.deepEqual(parseArguments(["--stdio", "--for", "1002:100"]), { user: { uid: 1002, gid: 100 } });
    assert.deepEqual(parseArguments(["--proc", "/p", "--for", "1:2"]), { proc: "/p", user: { uid: 1, gid: 2 } });
    for (const words of [["--for"], ["--for", "me"], ["--proc"], ["--what"]]) assert.ok("bad" in parseArguments(words));
  });

  it("puts things only where this user alone can reach them", () => {
    assert.equal(whyNotPrivate(folder, user), undefined);
    assert.match(whyNotPrivate(folder, { uid: user.uid + 1, gid: 0 }) ?? "", /not private/);
    symlinkSync(folder, path.join(folder, "link"));
    assert.match(whyNotPrivate(path.join(folder, "link"), user) ?? "", /no folder/);
    chmodSync(folder, 0o755);
    assert.match(whyNotPrivate(folder, user) ?? "", /not private/);
  });

  it("names copies instead of what only root can read", () => {
    const given = { a: ["x /proc/7/root/", 1, null], b: { c: "/proc/7/rooted" } };
    assert.deepEqual(replaceTexts(given, "/proc/7/root/", "/f/"), {
      a: ["x /f/", 1, null],
      b: { c: "/proc/7/rooted" },
    });
  });

  it("runs what it was given, and nothing else, for who comes through the socket", async () => {
    const socket = path.join(folder, "root.sock");
    const broker = await Broker.open(socket, user, { relay: ["cat"], server: ["sh", "-c", "umask; echo ready >&2"] });
    assert.equal(statSync(socket).mode & 0o777, 0o600);
    const say = (words: string): Promise<string> =>
      new Promise((done) => {
        let said = "";
        const client = connect({ path: socket, allowHalfOpen: true }, () => client.end(words));
        client.on("data", (more: Buffer) => (said += more.toString()));
        client.on("error", () => undefined);
        client.on("close", () => {
          done(said);
        });
      });
    try {
      assert.equal(await say("server\n"), "ready\n");
      assert.equal(await say("shell\nid\n"), "");
      assert.equal(await say("relay-and-much-more-than-a-word\n"), "");
    } finally {
      broker.close();
    }
  });

  it("never ends what traces by a signal: it may hold breakpoints, and ends with its stdin", async () => {
    const socket = path.join(folder, "root.sock");
    const told = path.join(folder, "told");
    const script = `trap 'echo signal > ${told}; exit' TERM; echo ready; cat > /dev/null; sleep 1.2; echo end > ${told}`;
    const broker = await Broker.open(socket, user, { tracer: ["sh", "-c", script] });
    try {
      const client = connect(socket, () => client.write("tracer\n"));
      await new Promise((done) => client.once("data", done));
      client.destroy();
      const said = (): string => (existsSync(told) ? readFileSync(told, "utf8") : "");
      for (const until = Date.now() + 30_000; said() === "" && Date.now() < until;)
        await new Promise((done) => setTimeout(done, 20));
      assert.equal(said(), "end\n");
    } finally {
      broker.close();
    }
  }).timeout(40_000);

  it("is spoken to in whole words", () => {
    assert.equal(readWord(Buffer.from("rel")), undefined);
    assert.deepEqual(readWord(Buffer.from("relay\nGET")), { word: "relay", rest: Buffer.from("GET") });
    assert.deepEqual(standIn("/f/s", "relay").slice(-2), ["/f/s", "relay"]);
  });
});
