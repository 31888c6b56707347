import assert from "node:assert/strict";
import { parseTold } from "../../../../src/engine/kernel/ptrace.ts";

/** As sys/wait.h composes it: a stop, for `signal`, by `event`. */
const stop = (signal: number, event = 0): number => (event << 16) | (signal << 8) | 0x7f;

describe("what the kernel tells a tracer", () => {
  it("ends: by itself with a code, or by a signal, with or without a core", () => {
    assert.deepEqual(parseTold(7, 3 << 8), { is: "gone", nr: 7, code: 3 });
    assert.deepEqual(parseTold(7, 9), { is: "gone", nr: 7, code: 0, signal: 9 });
    assert.deepEqual(parseTold(7, 0x80 | 11), { is: "gone", nr: 7, code: 0, signal: 11 });
  });

  it("stops: for a signal, at its end, for everybody, or only to say something", () => {
    assert.deepEqual(parseTold(7, stop(17)), { is: "signal", nr: 7, signal: 17 });
    assert.deepEqual(parseTold(7, stop(19)), { is: "signal", nr: 7, signal: 19 });
    assert.deepEqual(parseTold(7, stop(5, 6)), { is: "ending", nr: 7 });
    assert.deepEqual(parseTold(7, stop(19, 128)), { is: "stopped", nr: 7 });
    assert.deepEqual(parseTold(7, stop(5, 128)), { is: "event", nr: 7 });
    assert.deepEqual(parseTold(7, stop(5, 3)), { is: "event", nr: 7 });
  });
});
