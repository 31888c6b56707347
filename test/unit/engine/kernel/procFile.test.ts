import assert from "node:assert/strict";
import { missingNumber, readLink, readText, valueOr } from "../../../../src/engine/kernel/procFile.ts";

describe("a file that cannot be read", () => {
  it("is absent when it is not there", () => {
    assert.equal(readText("/nowhere/at/all"), "absent");
    assert.equal(readLink("/nowhere/at/all"), "absent");
    assert.equal(valueOr(readText("/nowhere/at/all"), "none"), "none");
  });

  it("is denied when it is no such thing", () => {
    assert.equal(readText("/"), "denied");
  });

  it("says the same by number", () => {
    assert.deepEqual(
      [2, 3, 20].map((nr) => missingNumber(-nr)),
      ["absent", "absent", "absent"],
    );
    assert.deepEqual(
      [1, 13, 24].map((nr) => missingNumber(-nr)),
      ["denied", "denied", "denied"],
    );
  });
});
