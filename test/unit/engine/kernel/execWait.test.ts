/** What the guard of a wait stops at once, and how it is spoken to. */
import assert from "node:assert/strict";
import { isCandidate, readLines, type ExecWait, type Started } from "../../../../src/engine/kernel/execWait.ts";

const started: Started = { name: "app", command: ["/bin/app"], namespace: "pid:[7]", cgroup: "0::/docker/3f2a" };
const wait: ExecWait = { match: "app", anywhere: false, others: ["pid:[1]"] };

describe("a program that has just begun", () => {
  const is = (wanted: Partial<ExecWait>, of: Partial<Started> = {}): boolean =>
    isCandidate({ ...started, ...of }, { ...wait, ...wanted });

  it("is stopped in the space that is waited for", () => {
    assert.ok(is({ namespace: "pid:[7]" }));
  });
  it("is stopped in a space that is newer than the wait, and may be it", () => {
    assert.ok(is({ namespace: "pid:[8]" }));
  });
  it("is stopped in the container, also where that has no numbers of its own", () => {
    assert.ok(is({ container: "3f2a" }, { namespace: "pid:[1]" }));
  });
  it("is left alone in a space that was there before", () => {
    assert.ok(!is({}, { namespace: "pid:[1]" }));
  });
  it("is left alone where its space cannot be told", () => {
    assert.ok(!isCandidate({ name: "app", command: ["app"], cgroup: "" }, wait));
  });
  it("is left alone when it is called otherwise", () => {
    assert.ok(!is({ anywhere: true, match: "other" }));
  });
  it("is stopped wherever it is, where the whole machine is meant", () => {
    assert.ok(is({ anywhere: true }, { namespace: "pid:[1]" }));
  });
});

describe("lines between the engine and the guard", () => {
  it("are taken whole, and the rest waits", () => {
    assert.deepEqual(readLines('{"go":7}\n{"eno'), { words: [{ go: 7 }], rest: '{"eno' });
  });
  it("that are no JSON are left out", () => {
    assert.deepEqual(readLines("what\n3\n"), { words: [3], rest: "" });
  });
});
