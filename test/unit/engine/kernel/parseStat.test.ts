import assert from "node:assert/strict";
import fc from "fast-check";
import { parseStat } from "../../../../src/engine/kernel/parseStat.ts";

const rest = "1 17 17 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 22 33";
const read = (text: string) => parseStat(Buffer.from(text));

describe("a stat line", () => {
  it("says name, state, parent and start", () => {
    assert.deepEqual(read(`17 (node) S ${rest}\n`), { name: "node", state: "S", parent: 1, startTicks: 4711 });
  });

  it("may have a name with brackets, spaces and a lie in it", () => {
    const name = "a) R 99 (b";
    assert.deepEqual(read(`17 (${name}) Z ${rest}`), { name, state: "Z", parent: 1, startTicks: 4711 });
  });

  it("may have a name that is not ASCII", () => {
    assert.equal(read(`17 (żółw) S ${rest}`)?.name, "żółw");
  });

  it("is only as long as it was read", () => {
    const bytes = Buffer.from(`17 (node) S ${rest} 99 99`);
    assert.equal(parseStat(bytes, 20), undefined);
  });

  it("of any name and numbers is read back", () => {
    const name = fc.string({ maxLength: 15, unit: "binary" }).filter((text) => !/[\ud800-\udfff\0]/.test(text));
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (comm, parent, start) => {
        const fields = Array.from({ length: 17 }, (_, at) => at);
        const seen = read(`9 (${comm}) R ${parent} ${fields.join(" ")} ${start} 0`);
        assert.deepEqual(seen, { name: comm, state: "R", parent, startTicks: start });
      }),
      { numRuns: 30 },
    );
  });

  it("cut, doubled or scrambled never throws, and never gives a number that is not there", () => {
    const good = `17 (node) S ${rest}\n`;
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(good.length), fc.string(), (from, to, put) => {
        const text = good.slice(0, from) + put + good.slice(to);
        const seen = read(text);
        if (seen) assert.ok(text.includes(seen.startTicks.toString()) || /0\d/.test(text));
      }),
    );
  });
});
