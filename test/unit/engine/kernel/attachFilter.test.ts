import assert from "node:assert/strict";
import { refusesPtrace } from "../../../../src/engine/kernel/attachFilter.ts";

describe("a seccomp filter of our own place", () => {
  const withFilter = "Name:\tnode\nSeccomp:\t2\nSeccomp_filters:\t1\n";
  it("is told by the kernel's answer to a request that does nothing", () => {
    assert.equal(
      refusesPtrace(withFilter, () => -1),
      true,
      "EPERM",
    );
    assert.equal(
      refusesPtrace(withFilter, () => -38),
      true,
      "ENOSYS",
    );
    assert.equal(
      refusesPtrace(withFilter, () => -3),
      false,
      "ESRCH: let through",
    );
  });
  it("is not asked about where there is none, or nobody can ask", () => {
    assert.equal(
      refusesPtrace("Seccomp:\t0\n", () => assert.fail("asked")),
      false,
    );
    assert.equal(refusesPtrace(withFilter, undefined), false);
  });
});
