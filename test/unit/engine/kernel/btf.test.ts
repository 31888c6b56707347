import assert from "node:assert/strict";
import fc from "fast-check";
import { Btf } from "../../../../src/engine/kernel/btf.ts";
import { assembleIterator } from "../../../../src/engine/kernel/iteratorProgram.ts";

/** Writes BTF as the kernel does, of a few types. */
class Writer {
  readonly #words: number[] = [];
  #strings = "\0";
  #count = 0;

  #name(text: string): number {
    if (text === "") return 0;
    this.#strings += `${text}\0`;
    return this.#strings.length - text.length - 1;
  }

  type(kind: number, name: string, size: number, rest: readonly number[] = [], members = 0): number {
    this.#words.push(this.#name(name), (kind << 24) | members, size, ...rest);
    return ++this.#count;
  }

  struct(name: string, size: number, members: readonly (readonly [string, number, number])[]): number {
    const rest = members.flatMap(([member, type, offset]) => [this.#name(member), type, offset * 8]);
    return this.type(4, name, size, rest, members.length);
  }

  bytes(): Buffer {
    const types = Buffer.from(new Uint32Array(this.#words).buffer);
    const head = Buffer.alloc(24);
    head.writeUInt16LE(0xeb9f, 0);
    head.writeUInt32LE(24, 4);
    head.writeUInt32LE(types.length, 12);
    head.writeUInt32LE(types.length, 16);
    head.writeUInt32LE(this.#strings.length, 20);
    return Buffer.concat([head, types, Buffer.from(this.#strings)]);
  }
}

function written(): Buffer {
  const writer = new Writer();
  const int = writer.type(1, "int", 4, [32]);
  writer.type(3, "", 0, [int, int, 4]);
  const inner = writer.struct("", 16, [
    ["x", int, 0],
    ["ino", int, 8],
  ]);
  writer.struct("pid", 40, [
    ["count", int, 0],
    ["", inner, 16],
    ["numbers", int, 32],
  ]);
  writer.type(12, "pid", int);
  writer.type(12, "bpf_iter_task", int);
  return writer.bytes();
}

describe("a kernel's description of its types", () => {
  it("tells offsets, also through unnamed structures, sizes and functions", () => {
    const btf = Btf.parse(written());
    assert.ok(btf);
    assert.equal(btf.offsetOf("pid", "numbers"), 32);
    assert.equal(btf.offsetOf("pid", "ino"), 24);
    assert.equal(btf.offsetOf("pid", "nothing"), undefined);
    assert.equal(btf.offsetOf("nothing", "ino"), undefined);
    assert.equal(btf.sizeOf("pid"), 40);
    assert.equal(btf.findFunction("bpf_iter_task"), 6);
    assert.equal(btf.findFunction("int"), undefined);
  });

  it("without what the iterator needs gives no program", () => {
    const btf = Btf.parse(written());
    assert.ok(btf);
    assert.equal(assembleIterator(btf), undefined);
  });

  it("of any bytes never throws", () => {
    const good = written();
    fc.assert(
      fc.property(fc.nat(good.length), fc.uint8Array({ maxLength: 40 }), (from, put) => {
        const bytes = Buffer.from(good);
        Buffer.from(put).copy(bytes, from);
        Btf.parse(bytes)?.offsetOf("pid", "ino");
        Btf.parse(bytes.subarray(0, from))?.offsetOf("pid", "ino");
      }),
    );
  });
});
