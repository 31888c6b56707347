import assert from "node:assert/strict";
import { findTraps, ownPages, parsePageSize, parseText, trapOf } from "../../../../src/engine/kernel/traps.ts";

const maps = `55d0c0000000-55d0c0001000 r--p 00000000 fe:00 4711                       /opt/app/bin/app
55d0c0001000-55d0c0003000 r-xp 00001000 fe:00 4711                       /opt/app/bin/app
55d0c0010000-55d0c0020000 rw-p 00000000 00:00 0                          [heap]
7f0000000000-7f0000002000 rwxp 00000000 00:00 0
7f1000000000-7f1000004000 r-xp 00028000 fe:00 815                        /lib/a name with spaces.so (deleted)
7f2000000000-7f2000001000 r-xs 00000000 00:01 99                         /memfd:shared
7ffc00000000-7ffc00001000 r-xp 00000000 00:00 0                          [vdso]
`;

describe("breakpoints that are left", () => {
  it("can only be in private text of a file", () => {
    assert.deepEqual(parseText(maps), [
      { start: 0x55d0c0001000, end: 0x55d0c0003000, offset: 0x1000, inode: 4711, name: "/opt/app/bin/app" },
      {
        start: 0x7f1000000000,
        end: 0x7f1000004000,
        offset: 0x28000,
        inode: 815,
        name: "/lib/a name with spaces.so (deleted)",
      },
    ]);
    assert.deepEqual(parseText("nonsense\n\n"), []);
  });

  it("are a trap in memory where the file has none", () => {
    const x64 = trapOf.x64;
    assert.ok(x64);
    const file = Buffer.from([0x55, 0x48, 0xcc, 0x89, 0xc3]);
    assert.deepEqual(findTraps(Buffer.from([0xcc, 0x48, 0xcc, 0x90, 0xcc]), file, x64), [0, 4]);
    assert.deepEqual(findTraps(file, file, x64), []);
    assert.deepEqual(findTraps(Buffer.from([0x55, 0xcc]), file.subarray(0, 1), x64), [], "the file ends before");
  });

  it("are whole instructions on ARM, whatever number they carry", () => {
    const arm64 = trapOf.arm64;
    assert.ok(arm64);
    const [nop, brk, brk1, hlt] = [0xd503201f, 0xd4200000, 0xd4200020, 0xd4400000].map((word) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(word);
      return bytes;
    }) as [Buffer, Buffer, Buffer, Buffer];
    const file = Buffer.concat([nop, nop, nop, brk, nop]);
    assert.deepEqual(findTraps(Buffer.concat([nop, brk, brk1, brk, hlt]), file, arm64), [4, 8]);
  });

  it("are looked for in pages alone that are no longer the file's", () => {
    const rows = Buffer.alloc(5 * 8);
    rows[7] = 0xa0; // here, and the file's
    rows[15] = 0x80; // here, and its own
    rows[23] = 0x40; // swapped out
    rows[31] = 0x01; // nowhere
    assert.deepEqual(ownPages(rows), [1, 2]);
  });

  it("pages are as long as the kernel says", () => {
    assert.equal(parsePageSize("Size: 4 kB\nKernelPageSize:       64 kB\n"), 65536);
    assert.equal(parsePageSize(""), 4096);
  });
});
