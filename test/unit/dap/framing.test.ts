import assert from "node:assert/strict";
import { FrameReader, writeFrame } from "../../../src/dap/framing.ts";
import type { Message } from "../../../src/dap/message.ts";

const stopped: Message = { type: "event", seq: 7, event: "stopped", body: { reason: "Grüße, 世界" } };
const asked: Message = { type: "request", seq: 8, command: "threads" };

describe("framing of the debug protocol", () => {
  it("what was written is read again, whatever the sizes of the pieces", () => {
    const bytes = Buffer.concat([writeFrame(stopped), writeFrame(asked)]);
    for (const size of [1, 2, 3, 7, 50, bytes.length]) {
      const reader = new FrameReader();
      const messages: Message[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        const frames = reader.feed(bytes.subarray(at, at + size));
        assert.deepEqual(frames.problems, []);
        messages.push(...frames.messages);
      }
      assert.deepEqual(messages, [stopped, asked]);
    }
  });

  it("a length in bytes is not a length in letters", () => {
    const [header = ""] = writeFrame(stopped).toString("latin1").split("\r\n");
    assert.equal(header, `Content-Length: ${Buffer.byteLength(JSON.stringify(stopped)).toString()}`);
  });

  it("text that an adapter prints before a message costs a message at most, never the session", () => {
    const noise = Buffer.from("warning: no symbols\r\n");
    assert.deepEqual(new FrameReader().feed(Buffer.concat([noise, writeFrame(asked)])), {
      messages: [asked],
      problems: [],
    });
    const block = Buffer.from("hello\r\n\r\n");
    const frames = new FrameReader().feed(Buffer.concat([block, writeFrame(asked)]));
    assert.deepEqual(frames.messages, [asked]);
    assert.equal(frames.problems.length, 1);
  });

  it("what is not JSON, or JSON but no message, is a problem and not a throw", () => {
    for (const text of ["{", "[]", "null", '{"seq":1,"type":"other"}', '{"seq":"1","type":"event","event":"x"}']) {
      const frame = Buffer.from(`Content-Length: ${text.length.toString()}\r\n\r\n${text}`);
      const frames = new FrameReader().feed(Buffer.concat([frame, writeFrame(stopped)]));
      assert.deepEqual(frames.messages, [stopped], text);
      assert.equal(frames.problems.length, 1, text);
    }
  });

  it("a length beyond reason is not waited for", () => {
    const frames = new FrameReader().feed(Buffer.from("Content-Length: 99999999999999\r\n\r\n"));
    assert.equal(frames.problems.length, 1);
  });
});
