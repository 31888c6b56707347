import assert from "node:assert/strict";
import { readCompiled } from "../../../../src/engine/gates/dwarf.ts";
import type { Elf } from "../../../../src/engine/gates/elf.ts";
import { lines4, text, u16, u32, u8, unit } from "./dwarfBytes.ts";

/** DW_AT_name and DW_AT_comp_dir in place, DW_AT_stmt_list. */
const abbreviations = Buffer.concat([u8(1, 0x11, 0), u8(0x03, 0x08, 0x1b, 0x08, 0x10, 0x17, 0, 0), u8(0)]);
const entry = Buffer.concat([u8(1), text("main.c"), text("/src/app"), u32(0)]);

function elfWith(sections: Readonly<Record<string, Buffer>>): Elf {
  return {
    sections: new Map(Object.entries(sections).map(([name, bytes]) => [name, { name, bytes, compressed: false }])),
  };
}

describe("which sources a program was compiled from", () => {
  it("version 4, with its line table", () => {
    const info = unit(u16(4), u32(0), u8(8), entry);
    const elf = elfWith({ ".debug_info": info, ".debug_abbrev": abbreviations, ".debug_line": lines4 });
    assert.deepEqual(readCompiled(elf), { files: ["/src/app/main.c", "/src/app/lib/work.c"], folders: ["/src/app"] });
  });
  it("version 5, where the header is ordered otherwise; units of types are passed over", () => {
    const types = unit(u16(5), u8(2, 8), u32(0), u32(0), u32(0), u32(0));
    const info = Buffer.concat([types, unit(u16(5), u8(1, 8), u32(0), entry)]);
    const elf = elfWith({ ".debug_info": info, ".debug_abbrev": abbreviations });
    assert.deepEqual(readCompiled(elf), { files: ["/src/app/main.c"], folders: ["/src/app"] });
  });
  it("a stripped program says so", () => {
    assert.equal(readCompiled(elfWith({})), undefined);
  });
  it("nonsense has no files, and ends", () => {
    const elf = elfWith({ ".debug_info": Buffer.alloc(64, 0x77), ".debug_abbrev": abbreviations });
    assert.deepEqual(readCompiled(elf), { files: [], folders: [] });
  });
});
