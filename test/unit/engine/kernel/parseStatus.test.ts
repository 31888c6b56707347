import assert from "node:assert/strict";
import fc from "fast-check";
import { mayTraceAll, parseStatus } from "../../../../src/engine/kernel/parseStatus.ts";

const text = [
  "Name:\tsh",
  "Tgid:\t410",
  "Pid:\t411",
  "Uid:\t1000\t1001\t1000\t1000",
  "Groups:\t4 24 1000 ",
  "NStgid:\t410\t17\t1",
  "NSpid:\t411\t18\t2",
  "CapEff:\t0000000000080000",
  "",
].join("\n");

describe("a status file", () => {
  it("says all numbers, outermost first", () => {
    const { facts, problems } = parseStatus(text);
    assert.deepEqual(facts.numbers, [411, 18, 2]);
    assert.equal(facts.process, 410);
    assert.equal(facts.uid, 1001);
    assert.deepEqual(facts.groups, [4, 24, 1000]);
    assert.deepEqual(problems, []);
    assert.ok(mayTraceAll(facts.capabilities));
  });

  it("without NSpid is a problem, and the rest is kept", () => {
    const { facts, problems } = parseStatus(text.replace(/^NSpid.*\n/m, ""));
    assert.deepEqual(facts.numbers, []);
    assert.equal(facts.process, 410);
    assert.equal(problems.length, 1);
  });

  it("with one bad number gives none of them", () => {
    assert.deepEqual(parseStatus(text.replace("\t18\t", "\t1x\t")).facts.numbers, []);
  });

  it("cut or scrambled never throws, and its numbers stand in the text", () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.string(), (from, to, put) => {
        const changed = text.slice(0, from) + put + text.slice(to);
        for (const nr of parseStatus(changed).facts.numbers) assert.ok(changed.includes(nr.toString()));
      }),
    );
  });
});
