import assert from "node:assert/strict";
import { fullId, optionOf, programOf } from "../../../../src/engine/runtimes/known.ts";

describe("words of a command line", () => {
  it("an option's word follows it, or is written to it", () => {
    assert.equal(optionOf(["conmon", "-c", "abc", "-n", "web"], "-n", "--name"), "web");
    assert.equal(optionOf(["conmon", "--name=web"], "-n", "--name"), "web");
    assert.equal(optionOf(["conmon", "-n"], "-n"), undefined);
    assert.equal(optionOf([], "-n"), undefined);
  });

  it("a program is known without its folder", () => {
    assert.equal(programOf(["/usr/bin/conmon", "-c"]), "conmon");
    assert.equal(programOf([]), "");
  });

  it("a full id has 64 hexadecimal digits", () => {
    assert.ok(fullId.test("a".repeat(64)));
    assert.ok(!fullId.test("a".repeat(63)));
    assert.ok(!fullId.test("g".repeat(64)));
  });
});
