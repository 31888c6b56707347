/** What comes before the first message. */
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { messagesAt, readGreeting } from "../../../src/client/greeting.ts";

describe("greeting", () => {
  it("messages begin after the greeting, whatever a shell said before", () => {
    const text = "Welcome to sh\npspace-engine 1\nContent-Length: 2\r\n\r\n{}";
    assert.equal(messagesAt(Buffer.from(text)), text.indexOf("Content-Length"));
  });

  it("an engine that does not greet begins at its first header", () => {
    assert.equal(messagesAt(Buffer.from("Content-Length: 2\r\n")), 0);
  });

  it("half a line is no greeting yet", () => {
    assert.equal(messagesAt(Buffer.from("pspace-eng")), undefined);
  });

  it("what follows the greeting stays in the stream", async () => {
    const stream = new PassThrough();
    stream.write("pspace-");
    const greeted = readGreeting(stream);
    stream.write("engine 1\nContent");
    await greeted;
    assert.equal(String(stream.read()), "Content");
  });

  it("a stream that ends before its greeting is not an engine", async () => {
    const stream = new PassThrough();
    const greeted = readGreeting(stream);
    stream.end("sh: node: not found\n");
    await assert.rejects(greeted, /node: not found/);
  });
});
