import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { onStdio } from "../../../../src/engine/gates/onStdio.ts";

/** Listens as Delve does, answers in capitals, and ends with its one connection; its end says what ended it. */
const server =
  'const s=require("net").createServer(c=>{s.close();c.on("data",d=>c.write(d.toString().toUpperCase()));' +
  'c.on("end",()=>{c.end();process.stderr.write("connection")})}).listen(0,"127.0.0.1",()=>process.argv[1]&&' +
  'console.log("API server listening at: 127.0.0.1:"+s.address().port));' +
  'process.on("SIGTERM",()=>{process.stderr.write("signal");process.exit()});console.log("up")';

describe("a debug server that listens, on stdio", () => {
  const start = (...more: readonly string[]) => {
    const [program = "", ...words] = onStdio([process.execPath, "-e", server, ...more]);
    return spawn(program, words, { stdio: "pipe" });
  };

  it("is spoken with, and ends when its end is closed", async () => {
    const child = start("listen");
    child.stdin.write("hello");
    child.stdout.once("data", () => child.stdin.end());
    const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.deepEqual([said, complaint], ["HELLO", "connection"]);
  });

  it("is told to end where nobody could be connected yet", async () => {
    const child = start();
    child.stdin.end();
    assert.match(await text(child.stderr), /^(signal)?$/);
    assert.equal(await text(child.stdout), "");
  });
});
