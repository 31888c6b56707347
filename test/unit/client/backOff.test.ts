/** When an engine that died is started again. */
import assert from "node:assert/strict";
import { afterDeath, patient, type BackOff } from "../../../src/client/backOff.ts";

describe("back-off", () => {
  it("the first death is mended at once, the next ones later and later, and not for ever", () => {
    const waits: (number | undefined)[] = [];
    let state: BackOff = patient;
    for (let death = 0; death < 7; death++) {
      const { next, wait } = afterDeath(state, 10);
      waits.push(wait);
      state = next;
    }
    assert.equal(waits[0], 0);
    const real = waits.filter((wait) => wait !== undefined);
    assert.deepEqual(
      real,
      real.toSorted((a, b) => a - b),
    );
    assert.equal(waits.at(-1), undefined);
  });

  it("an engine that lived long is forgiven what went before", () => {
    assert.deepEqual(afterDeath({ deaths: 5 }, 3_600_000), { next: { deaths: 1 }, wait: 0 });
  });
});
