/** Where the kernel tells nothing, somebody must look: at most a fiftieth of the time, however dear a look is, and not at all when nobody wants to know. */
import assert from "node:assert/strict";
import type { Engine } from "../../../src/engine/engine.ts";
import { engineOf } from "./recordedEngine.ts";

/** A clock and timers of our own, in milliseconds; the engine's looks take the time that we say. */
class Clock {
  now = 0;
  readonly waiting = new Map<NodeJS.Timeout, { readonly act: () => void; readonly at: number }>();
  readonly #real = { now: performance.now.bind(performance), setTimeout, clearTimeout };

  take(): void {
    performance.now = () => this.now;
    const begin = (act: () => void, pause: number): NodeJS.Timeout => {
      const timer = this.#real.setTimeout(() => undefined, 0);
      this.waiting.set(timer, { act, at: this.now + pause });
      return timer;
    };
    const end = (timer: NodeJS.Timeout): void => {
      this.waiting.delete(timer);
    };
    Object.assign(globalThis, { setTimeout: begin, clearTimeout: end });
  }

  /** Lets the next timer come. */
  next(): void {
    const [timer, due] = [...this.waiting].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
    assert.ok(timer && due, "nobody waits");
    this.waiting.delete(timer);
    this.now = Math.max(this.now, due.at);
    due.act();
  }

  giveBack(): void {
    performance.now = this.#real.now;
    Object.assign(globalThis, { setTimeout: this.#real.setTimeout, clearTimeout: this.#real.clearTimeout });
  }
}

describe("an engine that is told nothing", () => {
  const clock = new Clock();
  let engine: Engine | undefined;

  afterEach(() => {
    clock.giveBack();
    engine?.stop();
  });

  for (const cost of [0.5, 20, 700]) {
    it(`looks at most a fiftieth of the time where a look takes ${cost.toString()} ms, and stops when nobody watches`, async () => {
      const made = engineOf("two-containers", { hasEvents: false });
      const { survey } = made.kernel;
      let looks = 0;
      Object.assign(made.kernel, {
        survey: () => {
          looks += 1;
          clock.now += cost;
          return survey();
        },
      });
      ({ engine } = made);
      clock.take();
      await engine.watch(true);
      const [before, from] = [looks, clock.now];
      for (let round = 0; round < 50; round += 1) clock.next();
      const spent = (looks - before) * cost;
      assert.ok(looks - before >= 50, "it hardly looked");
      // the pause before the first of these looks was for the one before them
      assert.ok(spent <= 0.02 * (clock.now - from + cost) + cost, `${spent} of ${clock.now - from} ms`);
      await engine.watch(false);
      assert.equal(clock.waiting.size, 0, "a look is still to come");
    });
  }
});
