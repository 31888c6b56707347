import assert from "node:assert/strict";
import type { ElfKind } from "../../../../src/engine/gates/elf.ts";
import { languageOf, programName } from "../../../../src/engine/gates/language.ts";
import { factsOf } from "./facts.ts";

const plain: ElfKind = { static: false, musl: false, debugInfo: true, symbols: true, go: false, node: false };
const of = (executable: string, mapped: readonly string[] = [], kind: ElfKind | undefined = plain) =>
  languageOf(factsOf({ executable, mapped }), () => kind);

describe("what a task is written in", () => {
  it("by its libraries, before its name", () => {
    assert.equal(of("/opt/app", ["/usr/lib/jvm/lib/server/libjvm.so"]), "java");
    assert.equal(of("/opt/app", ["/usr/lib/libpython3.11.so.1.0"]), "python");
    assert.equal(of("/opt/app", ["/usr/lib/libnode.so.108"]), "node");
  });
  it("by its name, also when the program was deleted", () => {
    assert.equal(of("/usr/local/bin/node (deleted)"), "node");
    assert.equal(of("/usr/bin/python3.11"), "python");
    assert.equal(programName(factsOf({ executable: "/a/b (deleted)" })), "b");
  });
  it("by its program: Go, a Node by another name, and all else native", () => {
    assert.equal(of("/app", [], { ...plain, go: true }), "go");
    assert.equal(of("/app", [], { ...plain, node: true }), "node");
    assert.equal(of("/app"), "native");
  });
  it("by the command line alone, where the program cannot be read", () => {
    assert.equal(
      languageOf(factsOf({ executable: "denied", mapped: "denied", command: ["node", "x"] }), () => undefined),
      "node",
    );
    assert.equal(
      languageOf(factsOf({ executable: "denied", mapped: "denied", command: ["x"] }), () => undefined),
      "other",
    );
  });
});
