import assert from "node:assert/strict";
import { Suspension } from "../../../../src/engine/kernel/suspension.ts";

describe("a machine that was suspended", () => {
  it("is noticed once, by the clock that went on", () => {
    const now = { boottime: 1000, monotonic: 500 };
    const suspension = new Suspension({ boottime: () => now.boottime, monotonic: () => now.monotonic });
    const pass = (awake: number, asleep: number): boolean => {
      now.boottime += awake + asleep;
      now.monotonic += awake;
      return suspension.hasBeen();
    };
    assert.deepEqual(
      [pass(60_000, 0), pass(10, 20), pass(100, 3000), pass(100, 0), pass(9, 1e9)],
      [false, false, true, false, true],
    );
  });

  it("is not this one, while the test runs", () => {
    assert.equal(new Suspension().hasBeen(), false);
  });
});
