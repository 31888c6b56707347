import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { host, namespaceSpace } from "../../../../src/model/pid.ts";
import { containerdRuntime } from "../../../../src/engine/runtimes/containerd.ts";

const id = "8092b089f4f48805c044b008714a166426f68289f5fcf0de0207a9b2e38e2029";
const space = namespaceSpace("pid:[4026532400]") ?? host;

describe("containerd", () => {
  it("knows a container by the shim that watches over it", () => {
    const find = containerdRuntime({}).findInCommand;
    const shim = (namespace: string, of: string): readonly string[] => [
      ...["/usr/bin/containerd-shim-runc-v2", "-namespace", namespace, "-id", of],
      ...["-address", "/run/containerd/containerd.sock"],
    ];
    const ask = (parentCommand: readonly string[]): unknown => find?.({ space, command: ["sleep"], parentCommand });
    assert.deepEqual(ask(shim("default", "web")), { runtime: "containerd", id: "web", name: "web" });
    assert.deepEqual(ask(shim("k8s.io", id)), { runtime: "containerd", id });
    assert.deepEqual(ask(shim("moby", id)), { runtime: "docker", id });
    assert.equal(ask(["containerd-shim"]), undefined);
    assert.equal(ask(["sh"]), undefined);
  });

  for (const [whose, folderOf, envOf] of [
    ["beside its socket", "", (folder: string) => ({ CONTAINERD_ADDRESS: join(folder, "containerd.sock") })],
    ["of a rootless one", "containerd", (folder: string) => ({ XDG_RUNTIME_DIR: folder })],
  ] as const) {
    it(`names come from the bundles ${whose}, of any namespace`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
      try {
        const bundle = join(folder, folderOf, "io.containerd.runtime.v2.task/k8s.io", id);
        mkdirSync(bundle, { recursive: true });
        writeFileSync(join(bundle, "config.json"), '{"annotations":{"nerdctl/name":"web"}}');
        const runtime = containerdRuntime(envOf(folder));
        const labels = await runtime.readLabels?.([id, "f".repeat(64)]);
        assert.deepEqual([...(labels ?? [])], [[id, { name: "web" }]]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
