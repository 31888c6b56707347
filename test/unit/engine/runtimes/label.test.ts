import assert from "node:assert/strict";
import { aliasesOfLabels, groupOfLabels, labelOf, mergeLabels } from "../../../../src/engine/runtimes/label.ts";

describe("labels", () => {
  it("what is missing is not there", () => {
    assert.deepEqual(labelOf({ name: undefined, also: [], image: "web:1" }), { image: "web:1" });
  });

  it("the first of two counts, member by member", () => {
    assert.deepEqual(mergeLabels({ name: "a" }, { name: "b", image: "i" }), { name: "a", image: "i" });
    assert.deepEqual(mergeLabels(undefined, { name: "b" }), { name: "b" });
  });

  it("a Compose project is a group, its service a further name", () => {
    const labels = { "com.docker.compose.project": "shop", "com.docker.compose.service": "web" };
    assert.deepEqual(groupOfLabels(labels), { kind: "compose", name: "shop", service: "web" });
    assert.deepEqual(aliasesOfLabels(labels, "docker"), [{ runtime: "docker", name: "web" }]);
    assert.deepEqual(groupOfLabels({ "io.podman.compose.project": "shop" }), { kind: "compose", name: "shop" });
  });

  it("what the kubelet made belongs to its pod", () => {
    const labels = {
      "io.kubernetes.pod.name": "web-0",
      "io.kubernetes.pod.namespace": "shop",
      "io.kubernetes.container.name": "nginx",
    };
    assert.deepEqual(groupOfLabels(labels), { kind: "pod", name: "shop/web-0" });
    assert.deepEqual(aliasesOfLabels(labels, "docker"), [{ runtime: "k8s", name: "shop/web-0/nginx" }]);
  });

  it("no labels, no group", () => {
    assert.equal(groupOfLabels(undefined), undefined);
    assert.deepEqual(aliasesOfLabels("nonsense", "docker"), []);
  });
});
