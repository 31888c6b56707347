import assert from "node:assert/strict";
import { frameTexts, httpBody, targetPath, textFrame } from "../../../../src/engine/gates/inspectorTalk.ts";

describe("words with an inspector", () => {
  it("an HTTP answer is whole when its length is there", () => {
    const head = "HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\n";
    assert.equal(httpBody(Buffer.from(`${head}[`)), undefined);
    assert.equal(httpBody(Buffer.from(`${head}[{}]`)), "[{}]");
  });
  it("the target's path, and nothing from what is no inspector", () => {
    assert.equal(targetPath('[{"webSocketDebuggerUrl":"ws://127.0.0.1:9229/0f2c"}]'), "/0f2c");
    assert.equal(targetPath("[]"), undefined);
    assert.equal(targetPath("<html>"), undefined);
  });
  it("a frame is masked on the way out and read on the way in, if it is whole", () => {
    const mask = Buffer.from([1, 2, 3, 4]);
    assert.deepEqual([...textFrame("ab", mask)], [0x81, 0x82, 1, 2, 3, 4, 0x61 ^ 1, 0x62 ^ 2]);
    assert.equal(textFrame("x".repeat(200), mask)[1], 0xfe);
    const long = Buffer.concat([Buffer.from([0x81, 126, 0, 200]), Buffer.from("y".repeat(200))]);
    assert.deepEqual(frameTexts(Buffer.concat([Buffer.from([0x81, 2, 0x68, 0x69]), long])), ["hi", "y".repeat(200)]);
    assert.deepEqual(frameTexts(long.subarray(0, 100)), []);
  });
});
