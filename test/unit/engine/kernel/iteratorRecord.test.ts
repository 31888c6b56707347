import assert from "node:assert/strict";
import { at } from "../../../../src/engine/kernel/iteratorProgram.ts";
import {
  longAt,
  nameAt,
  pointerAt,
  recordWords,
  stateLetter,
  wordAt,
} from "../../../../src/engine/kernel/iteratorRecord.ts";

describe("a record of the task iterator", () => {
  it("is read where it lies among others", () => {
    const words = new Uint32Array(2 * recordWords);
    const bytes = Buffer.from(words.buffer);
    const from = recordWords;
    bytes.writeUInt32LE(4711, from * 4 + at.nr);
    bytes.writeBigUInt64LE(123_456_789_012_345n, from * 4 + at.start);
    bytes.writeBigUInt64LE(0xffff8881_0a0b0c0dn, from * 4 + at.cgroups);
    bytes.write("kworker/R-mm_pe", from * 4 + at.name);
    assert.equal(wordAt(words, from, at.nr), 4711);
    assert.equal(longAt(words, from, at.start), 123_456_789_012_345);
    assert.equal(pointerAt(words, from, at.cgroups), 0x1f_8881_0a0b_0c0d);
    assert.equal(nameAt(bytes, from), "kworker/R-mm_pe");
    assert.equal(nameAt(bytes, 0), "");
  });

  it("has a state as proc_pid_stat(5) writes it", () => {
    const letters = [0, 1, 2, 4, 8, 0x402, 0x8000, 0x102].map((state) => stateLetter(state, 0));
    assert.equal(letters.join(""), "RSDTtIDD");
    assert.equal(stateLetter(0x80, 0x20), "Z");
    assert.equal(stateLetter(0x80, 0x10), "X");
  });
});
