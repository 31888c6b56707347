import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { guardPort, guardSidecar, guardTracer } from "../../../../src/engine/gates/guard.ts";
import { sidecarId } from "../../../../src/engine/gates/sidecar.ts";
import type { Kernel } from "../../../../src/engine/kernel/kernel.ts";
import { host, type Pid } from "../../../../src/model/pid.ts";
import { factsOf, pidOf } from "./facts.ts";

const target = pidOf(host, 7022);

/** Parents by number; `tracer` is what the kernel says of the target. */
function kernelWith(tracer: ReturnType<Kernel["tracerOf"]>, parents: Readonly<Record<number, number>> = {}): Kernel {
  return {
    tracerOf: () => tracer,
    glance: ({ nr }: Pid) => (parents[nr] === undefined ? "absent" : { parent: pidOf(host, parents[nr]) }),
    readAttachFacts: () => factsOf({ listening: [9229] }),
  } as unknown as Kernel;
}

describe("the guard asks the kernel, never the adapter", () => {
  it("the tracer itself, and what it started", () => {
    assert.deepEqual(guardTracer(kernelWith(pidOf(host, 50)), target, pidOf(host, 50)), { is: "same" });
    assert.deepEqual(guardTracer(kernelWith(pidOf(host, 52), { 52: 51, 51: 50 }), target, pidOf(host, 50)), {
      is: "same",
    });
  });
  it("nobody, or a stranger", () => {
    assert.deepEqual(guardTracer(kernelWith("none"), target, pidOf(host, 50)), { is: "notTraced" });
    assert.deepEqual(guardTracer(kernelWith(pidOf(host, 60), { 60: 1 }), target, pidOf(host, 50)), {
      is: "notTraced",
      by: pidOf(host, 60),
    });
  });
  it("a sidecar's tracer is known by the control group that its engine made", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pspace-guard-"));
    const by = pidOf(host, 60);
    const id = "0123456789abcdef".repeat(4);
    const kernel = { ...kernelWith(by), glance: () => ({ cgroup: `0::/docker/${id}` }) } as unknown as Kernel;
    try {
      assert.deepEqual(guardSidecar(kernel, target, folder), { is: "notTraced", by });
      for (const [written, answer] of [
        ["", { is: "notTraced", by }],
        [id.replaceAll("0", "1"), { is: "notTraced", by }],
        [id, { is: "same" }],
      ] as const) {
        writeFileSync(sidecarId(folder), written);
        assert.deepEqual(guardSidecar(kernel, target, folder), answer);
      }
      assert.deepEqual(guardSidecar(kernelWith("none"), target, folder), { is: "notTraced" });
      assert.deepEqual(guardSidecar(kernelWith("absent"), target, folder), { is: "gone" });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it("a task that has gone", () => {
    assert.deepEqual(guardTracer(kernelWith("absent"), target, pidOf(host, 50)), { is: "gone" });
  });
  it("a listener must be the task's own descriptor", () => {
    assert.deepEqual(guardPort(kernelWith("none"), target, 9229), { is: "same" });
    assert.deepEqual(guardPort(kernelWith("none"), target, 8080), { is: "notTraced" });
  });
  it("a port that is listened on no more while a debugger is connected", () => {
    const facts = factsOf({ listening: [], connected: [5005] });
    const kernel = { ...kernelWith("none"), readAttachFacts: () => facts };
    assert.deepEqual(guardPort(kernel, target, 5005), { is: "same" });
  });
});
