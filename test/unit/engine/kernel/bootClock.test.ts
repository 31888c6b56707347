import assert from "node:assert/strict";
import { uptime } from "node:os";
import { BootClock, bootClock } from "../../../../src/engine/kernel/bootClock.ts";

describe("the time since boot", () => {
  it("goes on while the machine is suspended, and is asked for only then", () => {
    const now = { boottime: 7000, monotonic: 5000, wall: 1_000_000 };
    let asked = 0;
    const clock = new BootClock({
      boottime: () => ((asked += 1), now.boottime),
      monotonic: () => now.monotonic,
      wall: () => now.wall,
    });
    const pass = (awake: number, asleep: number): number => {
      now.boottime += awake + asleep;
      now.monotonic += awake;
      now.wall += awake + asleep;
      return clock.now();
    };
    assert.equal(clock.now(), 7000);
    assert.equal(pass(1000, 0), 8000);
    assert.equal(asked, 1);
    assert.equal(pass(500, 60_000), 68_500);
    assert.equal(clock.suspended(), 62_000);
    assert.equal(asked, 2);
  });

  it("is the kernel's", () => {
    assert.ok(Math.abs(bootClock.now() - uptime() * 1000) < 1000);
  });
});
