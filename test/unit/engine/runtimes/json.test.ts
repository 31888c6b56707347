import assert from "node:assert/strict";
import fc from "fast-check";
import { listOf, memberOf, parseJson, wordOf } from "../../../../src/engine/runtimes/json.ts";

describe("foreign JSON", () => {
  it("nonsense is nothing", () => {
    assert.equal(parseJson("{"), undefined);
    assert.equal(memberOf(null, "a"), undefined);
    assert.equal(memberOf({}, "toString"), undefined);
    assert.deepEqual(listOf({ length: 3 }), []);
  });

  it("a word is one line of sane length", () => {
    assert.equal(wordOf("web"), "web");
    assert.equal(wordOf(""), undefined);
    assert.equal(wordOf("a\u001b[31m"), undefined);
    assert.equal(wordOf("a".repeat(513)), undefined);
    assert.equal(wordOf(17), undefined);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, name) => {
        listOf(memberOf(value, name)).map(wordOf);
        parseJson(name);
      }),
    );
  });
});
