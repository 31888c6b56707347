import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findDebugpy, putDebugpy, removeDebugpy } from "../../../../src/engine/gates/debugpyCopy.ts";

describe("debugpy's files", () => {
  let home = "";
  const library = "debugpy/_vendored/pydevd/pydevd_attach_to_process";
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), "pspace-debugpy-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  function put(extension: string, version: string, whole = true): string {
    const folder = path.join(home, ".vscode/extensions", extension, "bundled/libs");
    mkdirSync(path.join(folder, library), { recursive: true });
    writeFileSync(path.join(folder, "debugpy/_version.py"), `version_json = '''{\n "version": "${version}"\n}'''`);
    if (whole) writeFileSync(path.join(folder, library, "attach_linux_amd64.so"), "");
    return folder;
  }

  it("the newest of the Python Debugger extension that is whole and recent", () => {
    put("ms-python.debugpy-2023.1", "1.6.6");
    put("ms-python.debugpy-2025.9", "1.8.14", false);
    const folder = put("ms-python.debugpy-2025.4", "1.8.13");
    const found = findDebugpy(home);
    assert.deepEqual(found, { folder, version: "1.8.13" });
  });
  it("are put below a root once, never over what is there, and taken away again", () => {
    const from = { folder: put("ms-python.debugpy-2025.4", "1.8.13"), version: "1.8.13" };
    const root = path.join(home, "root");
    mkdirSync(root);
    putDebugpy(from, root, "/put");
    assert.ok(existsSync(path.join(root, "put/debugpy/_version.py")));
    assert.throws(() => {
      putDebugpy(from, root, "/put");
    });
    removeDebugpy(root, "/put");
    assert.ok(!existsSync(path.join(root, "put")));
  });
});
