import assert from "node:assert/strict";
import fc from "fast-check";
import { parseProcOptions } from "../../../../src/engine/kernel/parseMountOptions.ts";

const line = (place: string, options: string): string =>
  `22 28 0:21 / ${place} rw,nosuid shared:12 - proc proc ${options}\n`;

describe("a procfs in mountinfo", () => {
  it("hides nothing by default", () => {
    assert.deepEqual(parseProcOptions(line("/proc", "rw"), "/proc"), {});
    assert.deepEqual(parseProcOptions(line("/proc", "rw,hidepid=off"), "/proc"), {});
  });

  it("tells hidepid and the group that sees all", () => {
    const options = parseProcOptions(line("/proc", "rw,gid=24,hidepid=invisible"), "/proc");
    assert.deepEqual(options, { hides: "hidepid=invisible", group: 24 });
  });

  it("counts only at its own place, the last mount there", () => {
    const text = [line("/other", "rw,hidepid=2"), line("/proc", "rw,hidepid=2"), line("/proc", "rw")].join("");
    assert.deepEqual(parseProcOptions(text, "/proc"), {});
  });

  it("may lie at a place with a space", () => {
    assert.equal(parseProcOptions(line("/my\\040proc", "rw,hidepid=1"), "/my proc").hides, "hidepid=1");
  });

  it("of any text never throws", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (text, place) => void parseProcOptions(text, place)));
  });
});
