import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlainFile } from "../../../../src/engine/runtimes/plainFile.ts";

describe("a file that somebody else made", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read whole", () => {
    writeFileSync(join(folder, "list"), "[]");
    assert.equal(readPlainFile(join(folder, "list")), "[]");
  });

  it("that would keep a reader waiting for ever is not waited for", () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    assert.equal(readPlainFile(join(folder, "pipe")), "");
  });

  it("that is not there, or no file, is empty", () => {
    assert.equal(readPlainFile(join(folder, "none")), "");
    assert.equal(readPlainFile(folder), "");
  });
});
