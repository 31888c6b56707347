import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildIdOf, debugFolders, findDebugFile } from "../../../../src/engine/gates/debugFiles.ts";

describe("debug information apart from its program", () => {
  it("the build id is the note's contents after its name", () => {
    const note = Buffer.from("04000000" + "03000000" + "03000000" + "474e5500" + "abcdef", "hex");
    const name = ".note.gnu.build-id";
    assert.equal(buildIdOf({ sections: new Map([[name, { name, bytes: note, compressed: false }]]) }), "abcdef");
    assert.equal(buildIdOf({ sections: new Map() }), undefined);
  });
  it("the user's folders come first; what is no absolute path is none", () => {
    assert.deepEqual(debugFolders("/srv/symbols:here:"), ["/srv/symbols", "/usr/lib/debug"]);
  });
  it("a file lies below the first two digits", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pspace-symbols-"));
    try {
      mkdirSync(path.join(folder, ".build-id/ab"), { recursive: true });
      const file = path.join(folder, ".build-id/ab/cdef.debug");
      writeFileSync(file, "x");
      assert.equal(findDebugFile("abcdef", ["/nowhere", folder])?.file, file);
      assert.equal(findDebugFile("abcdee", [folder]), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
