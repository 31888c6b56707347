import assert from "node:assert/strict";
import { readlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { spawn } from "node:child_process";
import { askInspector, parseAnswer } from "../../../src/debug/inspector.ts";

describe("asking a Node inspector who it is", function () {
  this.timeout(60_000); // real programs, on a loaded machine
  it("gives its number in its own space and the namespace", async () => {
    const node = spawn(process.execPath, ["--inspect=127.0.0.1:0", "-e", "process.stdin.resume()"]);
    try {
      const port = await new Promise<number>((done) => {
        let text = "";
        node.stderr.on("data", (more: Buffer) => {
          text += more.toString();
          const found = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(text)?.[1];
          if (found !== undefined) done(Number(found));
        });
      });
      const said = await askInspector(port, new AbortController().signal);
      assert.deepEqual(said, { own: node.pid, pidns: readlinkSync("/proc/self/ns/pid") });
    } finally {
      node.stdin.end();
      node.kill();
    }
  });

  it("what is no inspector is one sentence", async () => {
    const server = createServer((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nhello"));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    await assert.rejects(askInspector(port, new AbortController().signal), /not a Node inspector/);
    server.close();
    await assert.rejects(askInspector(port, new AbortController().signal), /did not answer/);
  });

  it("an answer without a number is refused", () => {
    const answer = (value: unknown): string => JSON.stringify({ id: 1, result: { result: { value } } });
    assert.deepEqual(parseAnswer(answer('{"own":17,"pidns":"pid:[7]"}')), { own: 17, pidns: "pid:[7]" });
    assert.deepEqual(parseAnswer(answer('{"own":17}')), { own: 17 });
    for (const value of [undefined, 3, "{}", '{"own":"17"}', "null"]) assert.throws(() => parseAnswer(answer(value)));
  });
});
