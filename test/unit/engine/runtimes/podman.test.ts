import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { host, namespaceSpace } from "../../../../src/model/pid.ts";
import { parseStorage, podmanRuntime } from "../../../../src/engine/runtimes/podman.ts";

const id = "dc4b5dc50f0fb2c0a18a0ad4a126360eaf1d4db7cbebc6ab5e94a95bea3ae826";
const space = namespaceSpace("pid:[4026532400]") ?? host;
const storage = JSON.stringify([
  { id, names: ["web"], image: "77", metadata: '{"image-name":"localhost/bb:1","name":"web","created-at":1}' },
  { id: "short", names: ["no"] },
]);

describe("Podman", () => {
  it("names its containers in its storage, which needs no Podman running", () => {
    assert.deepEqual([...parseStorage(storage)], [[id, { name: "web", image: "localhost/bb:1" }]]);
    assert.deepEqual([...parseStorage(`[{"id":"${id}","names":["web"]}]`)], [[id, { name: "web" }]]);
  });

  it("is read where storage.conf puts it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
    try {
      mkdirSync(join(folder, "overlay-containers"));
      writeFileSync(join(folder, "overlay-containers/containers.json"), storage);
      writeFileSync(join(folder, "storage.conf"), `[storage]\ngraphroot = "${folder}"\n`);
      const env = { CONTAINERS_STORAGE_CONF: join(folder, "storage.conf") };
      assert.equal((await podmanRuntime(env, 1000).readLabels?.([id]))?.get(id)?.name, "web");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("a rootless container without a control group is known by its monitor", () => {
    const { findInCommand: find } = podmanRuntime({}, 1000);
    assert.ok(find);
    const monitor = ["/usr/bin/conmon", "--api-version", "1", "-c", id, "-u", id, "-r", "/usr/sbin/runc", "-n", "web"];
    assert.deepEqual(find({ space, command: ["sleep"], parentCommand: monitor }), {
      runtime: "podman",
      id,
      name: "web",
    });
    const crio = [...monitor, "-b", "/run/crio/x"];
    assert.equal(find({ space, command: ["sleep"], parentCommand: crio })?.runtime, "cri-o");
    assert.equal(find({ space, command: monitor, parentCommand: ["sh"] }), undefined);
    assert.equal(find({ space, command: [], parentCommand: ["conmon", "-c", "../../x"] }), undefined);
  });

  it("storage cut anywhere costs names, never throws", () => {
    fc.assert(
      fc.property(fc.nat(storage.length), fc.string(), (at, junk) => {
        parseStorage(storage.slice(0, at) + junk + storage.slice(at + 1));
      }),
    );
  });
});
