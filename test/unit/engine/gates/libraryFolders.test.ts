import assert from "node:assert/strict";
import type { Elf } from "../../../../src/engine/gates/elf.ts";
import { isLibrary, libraryFolders, runPaths } from "../../../../src/engine/gates/libraryFolders.ts";

/** A program that was linked to search `folders`. */
function elfWith(folders: string): Elf {
  const texts = Buffer.from(`\0libc.so.6\0${folders}\0`);
  const entries = Buffer.alloc(48);
  [1n, 1n, 29n, 11n].forEach((value, index) => entries.writeBigUInt64LE(value, index * 8));
  const section = (name: string, bytes: Buffer) => [name, { name, bytes, compressed: false }] as const;
  return { sections: new Map([section(".dynamic", entries), section(".dynstr", texts)]) };
}

describe("where a program's loader looks for libraries", () => {
  it("what it was linked to search, from where it lies", () => {
    const elf = elfWith("$ORIGIN/../lib:/opt/lib:${ORIGIN}");
    assert.deepEqual(runPaths(elf, "/opt/app/bin/app"), ["/opt/app/bin/../lib", "/opt/lib", "/opt/app/bin"]);
    assert.deepEqual(runPaths({ sections: new Map() }, "/x"), []);
  });

  it("each once: what it was told, what it was linked with, where it has some, and the usual ones", () => {
    const mapped = ["/srv/a/libx.so.1", "/srv/a/liby.so", "/usr/lib/locale/locale-archive", "/usr/lib/libz.so"];
    const asked = { elf: elfWith("$ORIGIN/../lib"), executable: "/opt/bin/app", mapped, told: "/told/:relative" };
    const folders = libraryFolders(asked);
    assert.deepEqual(folders.slice(0, 4), ["/told", "/opt/lib", "/srv/a", "/usr/lib"]);
    assert.equal(new Set(folders).size, folders.length);
    assert.ok(!folders.includes("/usr/lib/locale"));
  });

  it("a library is known by its name", () => {
    assert.ok(["libwork.so", "libc.so.6", "ld-linux-x86-64.so.2"].every((name) => isLibrary.test(name)));
    assert.ok(!["locale-archive", "libwork.a", "x.sock"].some((name) => isLibrary.test(name)));
  });
});
