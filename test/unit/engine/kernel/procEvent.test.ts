import assert from "node:assert/strict";
import fc from "fast-check";
import { host, pidIn } from "../../../../src/model/pid.ts";
import { eventLength, parseEnding, parseEvents } from "../../../../src/engine/kernel/procEvent.ts";

function event(what: number, ...words: number[]): Buffer {
  const bytes = Buffer.alloc(eventLength);
  bytes.writeUInt32LE(what, 0);
  bytes.writeBigUInt64LE(6_000_001_500_000n, 8); // nanoseconds
  words.forEach((word, at) => bytes.writeUInt32LE(word, 16 + 4 * at));
  return bytes;
}
const pidAt = (nr: number) => pidIn(host, nr);
const at = 6_000_001.5;

describe("an event of the process connector", () => {
  it("of a fork names child and parent process", () => {
    const [told] = parseEvents(event(1, 101, 100, 300, 299));
    assert.deepEqual(told, { is: "fork", at, pid: pidAt(300), process: pidAt(299), parent: pidAt(100) });
  });

  it("of an exit says how", () => {
    const [told] = parseEvents(event(0x80000000, 300, 300, 3 << 8, 17));
    assert.deepEqual(told, { is: "exit", at, pid: pidAt(300), process: pidAt(300), ending: { code: 3 } });
    assert.deepEqual(parseEnding(9), { signal: 9 });
    assert.deepEqual(parseEnding(0x8b), { signal: 11 });
    assert.deepEqual(parseEnding(0), { code: 0 });
  });

  it("of a new name gives it up to its end", () => {
    const bytes = event(0x200, 300, 299);
    bytes.write("worker\0rest", 24);
    assert.deepEqual(parseEvents(bytes), [{ is: "renamed", at, pid: pidAt(300), name: "worker" }]);
    bytes.write("exactly15letter", 24);
    assert.equal(parseEvents(bytes).length, 1);
  });

  it("is dated since boot, the time in which the machine was suspended included", () => {
    const [told] = parseEvents(event(2, 5, 5), 1000);
    assert.deepEqual(told, { is: "exec", at: at + 1000, pid: pidAt(5) });
  });

  it("stands in its order, and what says nothing of names is left out", () => {
    const told = parseEvents(Buffer.concat([event(2, 5, 5), event(4, 5, 5), event(2, 6, 6), Buffer.alloc(7)]));
    assert.deepEqual(told, [
      { is: "exec", at, pid: pidAt(5) },
      { is: "exec", at, pid: pidAt(6) },
    ]);
  });

  it("of any bytes never throws", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseEvents(Buffer.from(bytes))));
  });
});
