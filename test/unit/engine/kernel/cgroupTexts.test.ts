import assert from "node:assert/strict";
import { CgroupTexts } from "../../../../src/engine/kernel/cgroupTexts.ts";

describe("cgroup texts", () => {
  it("come back as written, however the buffer is used again", () => {
    const texts = new CgroupTexts();
    const bytes = Buffer.alloc(64);
    const written = ["0::/a\n", "0::/b\n", "0::/a\n", "", "0::/ü\n"];
    const read = written.map((text) => texts.textOf(bytes, bytes.write(text)));
    assert.deepEqual(read, written);
  });
});
