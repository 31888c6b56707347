import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findDebugger, findLldb, findProgram } from "../../../../src/engine/gates/programs.ts";

describe("debuggers on this machine", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-programs-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function put(file: string, mode = 0o755): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), "");
    chmodSync(path.join(folder, file), mode);
  }

  it("names in order of preference, and only what may be run", () => {
    put("bin/b");
    put("bin/c");
    assert.equal(findProgram(["a", "b", "c"], [`${folder}/bin`]), `${folder}/bin/b`);
    assert.equal(findProgram(["a"], [`${folder}/bin`]), undefined);
  });
  it("the newest LLDB that has both its adapter and its server", () => {
    for (const version of [19, 22]) put(`llvm-${version}/bin/lldb-dap`);
    put("llvm-19/bin/lldb-server");
    assert.deepEqual(findLldb(folder, []), {
      adapter: `${folder}/llvm-19/bin/lldb-dap`,
      server: `${folder}/llvm-19/bin/lldb-server`,
    });
  });
  it("the user's own choice comes first, where it can be run", () => {
    const choose = (named: unknown): void => {
      process.env["PSPACE_DEBUGGERS"] = JSON.stringify(named);
    };
    put("bin/gdb");
    put("own/my-gdb");
    put("own/text", 0o644);
    try {
      choose({ gdb: `${folder}/own/my-gdb` });
      assert.equal(findDebugger("gdb", ["gdb"]), `${folder}/own/my-gdb`);
      choose({ gdb: `${folder}/own/text`, delve: 7 });
      assert.notEqual(findDebugger("gdb", ["gdb"]), `${folder}/own/text`);
      assert.equal(findDebugger("delve", ["no such program"]), undefined);
      for (const name of ["lldb-dap-30", "lldb-server"]) put(`own/${name}`);
      choose({ "lldb-dap": `${folder}/own/lldb-dap-30` });
      assert.deepEqual(findLldb(folder, []), {
        adapter: `${folder}/own/lldb-dap-30`,
        server: `${folder}/own/lldb-server`,
      });
    } finally {
      delete process.env["PSPACE_DEBUGGERS"];
    }
  });
  it("none from before the adapter had its name", () => {
    put("llvm-14/bin/lldb-dap");
    put("llvm-14/bin/lldb-server");
    assert.equal(findLldb(folder, []), undefined);
  });
});
