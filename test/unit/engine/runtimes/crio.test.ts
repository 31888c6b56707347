import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crioRuntime } from "../../../../src/engine/runtimes/crio.ts";
import container from "../../../recordings/bundles/crio-container.json";

describe("CRI-O", () => {
  it("its containers are known by their groups, their monitors are not containers", () => {
    const { findInGroup } = crioRuntime({});
    assert.ok(findInGroup);
    const id = "a".repeat(64);
    assert.equal(findInGroup(`crio-${id}.scope`, []), id);
    assert.equal(findInGroup(`kubepods-podX.slice:crio:${id}`, []), id);
    assert.equal(findInGroup(`crio-conmon-${id}.scope`, []), undefined);
  });

  it("names come from the bundles in its storage, wherever that was moved", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
    try {
      const [id, conf] = ["c".repeat(64), join(folder, "storage.conf")];
      const bundle = join(folder, "run/overlay-containers", id, "userdata");
      mkdirSync(bundle, { recursive: true });
      writeFileSync(conf, `[storage]\nrunroot = "${folder}/run"\n`);
      writeFileSync(join(bundle, "config.json"), JSON.stringify(container));
      const labels = await crioRuntime({ CONTAINERS_STORAGE_CONF: conf }).readLabels?.([id]);
      assert.equal(labels?.get(id)?.name, "server");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("a container without a bundle has no name", async () => {
    assert.equal((await crioRuntime({}).readLabels?.(["0".repeat(64)]))?.size, 0);
  });
});
