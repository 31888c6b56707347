import assert from "node:assert/strict";
import { parseSignal, signalName, signalNames } from "../../../src/cli/signals.ts";

describe("signals", () => {
  it("are read by number and by name, with or without SIG", () => {
    assert.deepEqual(["9", "KILL", "sigkill", "SIGKILL", "64"].map(parseSignal), [9, 9, 9, 9, 64]);
  });

  it("that are none are undefined", () => {
    assert.deepEqual(
      ["0", "-9", "65", "9.5", "SIG", "toString"].map(parseSignal),
      Array.from({ length: 6 }, () => undefined),
    );
  });

  it("have names, each of which is read again", () => {
    assert.equal(signalName(15), "SIGTERM");
    assert.ok(signalNames.every((name) => parseSignal(name) !== undefined));
  });
});
