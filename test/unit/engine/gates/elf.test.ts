import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { contentsOf, kindOf, parseElf, type Elf } from "../../../../src/engine/gates/elf.ts";

/** A file with one program header (an interpreter) and sections of these contents. */
function elfFile(interpreter: string, sections: Readonly<Record<string, Buffer>>): Buffer {
  const names = ["", ...Object.keys(sections), ".shstrtab"];
  const table = Buffer.from(names.map((name) => `${name}\0`).join(""));
  const bodies = [Buffer.alloc(0), ...Object.values(sections), table];
  const head = Buffer.alloc(64 + 56);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  const path = Buffer.from(`${interpreter}\0`);
  let at = head.length + path.length;
  const headers = bodies.map((body, index) => {
    const header = Buffer.alloc(64);
    header.writeUInt32LE(table.indexOf(`${names[index] ?? ""}\0`), 0);
    header.writeUInt32LE(1, 4);
    header.writeBigUInt64LE(BigInt(at), 24);
    header.writeBigUInt64LE(BigInt(body.length), 32);
    at += body.length;
    return header;
  });
  head.writeBigUInt64LE(64n, 32);
  head.writeBigUInt64LE(BigInt(at), 40);
  for (const [offset, value] of [
    [54, 56],
    [56, 1],
    [58, 64],
    [60, bodies.length],
    [62, bodies.length - 1],
  ] as const) {
    head.writeUInt16LE(value, offset);
  }
  head.writeUInt32LE(3, 64);
  head.writeBigUInt64LE(120n, 72);
  return Buffer.concat([head, path, ...bodies, ...headers]);
}

const section = (name: string, bytes: Buffer, compressed: boolean): Elf => ({
  sections: new Map([[name, { name, bytes, compressed }]]),
});

describe("an ELF file", () => {
  it("its interpreter and sections tell what it is", () => {
    const elf = parseElf(
      elfFile("/lib/ld-musl-x86_64.so.1", { ".go.buildinfo": Buffer.from("x"), ".debug_info": Buffer.from("y") }),
    );
    assert.ok(elf);
    assert.equal(elf.interpreter, "/lib/ld-musl-x86_64.so.1");
    assert.deepEqual(kindOf(elf), {
      static: false,
      musl: true,
      debugInfo: true,
      symbols: false,
      go: true,
      node: false,
    });
  });
  it("a Node by any name exports its native interface", () => {
    assert.ok(kindOf(section(".dynstr", Buffer.from("\0napi_module_register\0"), false)).node);
  });
  it("a script is none, and a torn file is none", () => {
    assert.equal(parseElf(Buffer.from("#!/bin/sh\n".padEnd(80))), undefined);
    assert.equal(parseElf(elfFile("/lib/ld.so", {}).subarray(0, 130)), undefined);
  });
  it("compressed sections are inflated, both the standard's and the older ones", () => {
    const deflated = deflateSync(Buffer.from("hello"));
    const header = Buffer.alloc(24);
    header.writeUInt32LE(1, 0);
    assert.equal(
      contentsOf(section(".debug_info", Buffer.concat([header, deflated]), true), ".debug_info")?.toString(),
      "hello",
    );
    const old = Buffer.concat([Buffer.from("ZLIB"), Buffer.alloc(8), deflated]);
    assert.equal(contentsOf(section(".zdebug_info", old, false), ".debug_info")?.toString(), "hello");
  });
  it("a compression that this Node lacks is no contents", () => {
    const header = Buffer.alloc(24);
    header.writeUInt32LE(2, 0);
    assert.equal(contentsOf(section(".debug_info", header, true), ".debug_info"), undefined);
  });
});
