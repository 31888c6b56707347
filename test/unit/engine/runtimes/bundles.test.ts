import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parseBundle, readBundles } from "../../../../src/engine/runtimes/bundles.ts";
import containerdContainer from "../../../recordings/bundles/containerd-container.json";
import containerdSandbox from "../../../recordings/bundles/containerd-sandbox.json";
import crioContainer from "../../../recordings/bundles/crio-container.json";
import crioSandbox from "../../../recordings/bundles/crio-sandbox.json";
import nerdctl from "../../../recordings/bundles/nerdctl.json";

const parse = (bundle: unknown): unknown => parseBundle(JSON.stringify(bundle));

describe("what a container's bundle says", () => {
  it("a pod's container under containerd", () => {
    assert.deepEqual(parse(containerdContainer), {
      name: "nginx",
      also: [{ runtime: "k8s", name: "shop/web-6d4cf56db6-x7k2p/nginx" }],
      group: { kind: "pod", name: "shop/web-6d4cf56db6-x7k2p" },
      image: "docker.io/library/nginx:1.27",
    });
  });

  it("a pod's sandbox is called like the pod", () => {
    assert.deepEqual(parse(containerdSandbox), {
      name: "web-6d4cf56db6-x7k2p",
      also: [{ runtime: "k8s", name: "shop/web-6d4cf56db6-x7k2p/POD" }],
      group: { kind: "pod", name: "shop/web-6d4cf56db6-x7k2p" },
    });
    assert.deepEqual(parse(crioSandbox), {
      name: "api-0",
      also: [{ runtime: "k8s", name: "prod/api-0/POD" }],
      group: { kind: "pod", name: "prod/api-0" },
    });
  });

  it("a pod's container under CRI-O", () => {
    assert.deepEqual(parse(crioContainer), {
      name: "server",
      also: [{ runtime: "k8s", name: "prod/api-0/server" }],
      group: { kind: "pod", name: "prod/api-0" },
      image: "quay.io/example/server:2",
    });
  });

  it("nerdctl's own name and project", () => {
    assert.deepEqual(parse(nerdctl), {
      name: "shop-cache-1",
      group: { kind: "compose", name: "shop", service: "cache" },
    });
  });

  it("a bundle cut or changed anywhere costs the name, never throws", () => {
    const text = JSON.stringify(containerdContainer);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string(), (at, length, junk) => {
        parseBundle(text.slice(0, at) + junk + text.slice(at + length));
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(crioContainer.annotations)), fc.anything()),
        (annotations) => {
          parse({ annotations });
        },
      ),
    );
  });

  it("an id cannot lead to another file", () => {
    const folder = mkdtempSync(join(tmpdir(), "pspace-unit-"));
    try {
      writeFileSync(join(folder, "config.json"), JSON.stringify(nerdctl));
      const places = (id: string): readonly string[] => ["/nowhere/config.json", join(folder, id, "../config.json")];
      assert.equal(readBundles(["..", "a/..", "."], places).size, 0);
      assert.equal(readBundles(["a"], () => [join(folder, "config.json")]).get("a")?.name, "shop-cache-1");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
