import assert from "node:assert/strict";
import { acquire, Cancelled, within } from "../../../src/debug/limits.ts";
import { ProblemError } from "../../../src/model/problem.ts";

const late = { is: "attachFailed", reference: "web:17", why: "late" } as const;
const never = new Promise<never>(() => undefined);

describe("limits of an attach", () => {
  it("a wait that is over in time gives its result", async () => {
    assert.equal(await within(Promise.resolve(3), 60_000, late, undefined), 3);
  });

  it("a wait that lasts too long becomes the sentence", async () => {
    await assert.rejects(
      within(never, 1, late, undefined),
      (thrown) => thrown instanceof ProblemError && thrown.problem === late,
    );
  });

  it("a cancelled wait ends at once, cancelled before or during it", async () => {
    const stop = new AbortController();
    const waiting = within(never, 60_000, late, stop.signal);
    stop.abort();
    await assert.rejects(waiting, Cancelled);
    await assert.rejects(within(never, 60_000, late, stop.signal), Cancelled);
  });

  it("what arrives too late is given back", async () => {
    let arrive: (thing: string) => void = () => undefined;
    const thing = new Promise<string>((done) => (arrive = done));
    const back = new Promise<string>((given) => {
      void assert.rejects(acquire(thing, 1, late, undefined, given)).then(() => {
        arrive("hold 3");
      });
    });
    assert.equal(await back, "hold 3");
  });
});
