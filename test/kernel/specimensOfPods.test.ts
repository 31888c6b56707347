/** Containers of Kubernetes: named by pod and container, and each with the flags that its pod asked for. */
import assert from "node:assert/strict";
import { whyNoGroups } from "../support/groups.ts";
import { bothWays, found, observe, spaceWhere, type Observed } from "../support/observed.ts";
import { type Pod, startPod } from "../support/pods.ts";
import { namespaceOf, numbersOf } from "../support/processes.ts";
import { skipIf } from "../support/skipping.ts";

describe("a container of a pod", function () {
  this.timeout(180_000);
  let pod: Pod | undefined;
  let observed: Observed | undefined;

  before(function () {
    skipIf(this, whyNoGroups());
  });
  afterEach(async () => {
    observed?.close();
    await pod?.end();
    pod = observed = undefined;
  });

  /** An engine that finds the pod's bundles. */
  async function observePod(...words: Parameters<typeof startPod>): Promise<Pod & Observed> {
    const started = (pod = await startPod(...words));
    const before = Object.keys(started.env).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, started.env);
    try {
      observed = observe();
      await observed.engine.spaces();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
    return { ...started, ...observed };
  }

  it("under containerd, sharing the pod's processes, sees them under the pod's numbers", async () => {
    const { engine, sandbox, container } = await observePod("containerd", false);
    const own = "k8s://shop/web-6d4cf56db6-x7k2p/nginx";
    const inside = numbersOf(container).at(-1) ?? 0;
    const shared = await spaceWhere(engine, "the sandbox's", ({ pidns, numbering, id }) => {
      return pidns === namespaceOf(sandbox) && numbering === id;
    });
    assert.deepEqual([shared.name, shared.flags.virtualPids], ["web-6d4cf56db6-x7k2p", true]);
    const space = await spaceWhere(engine, own, ({ name }) => name === "nginx");
    assert.deepEqual(space.flags, { virtualPids: false, allSeeing: true });
    assert.deepEqual([space.numbering, space.tasks], [shared.id, 1]);
    assert.deepEqual(space.container?.group, { kind: "pod", name: "shop/web-6d4cf56db6-x7k2p" });
    await bothWays(engine, own, inside, container);
    await bothWays(engine, own, 1, sandbox);
    await bothWays(engine, "k8s://shop/web-6d4cf56db6-x7k2p/POD", inside, container);
    assert.equal((await found(engine, `host:${container}`)).task.space, space.id);
  });

  it("under CRI-O, with hostPID, sees everything under the host's numbers", async () => {
    const { engine, sandbox, container } = await observePod("crio", true);
    const own = "k8s://prod/api-0/server";
    const space = await spaceWhere(engine, own, ({ name }) => name === "server");
    assert.deepEqual(space.flags, { virtualPids: false, allSeeing: true });
    assert.deepEqual([space.container?.runtime, space.numbering, space.tasks], ["cri-o", "host", 1]);
    for (const nr of [container, sandbox, process.pid]) await bothWays(engine, own, nr, nr);
  });
});
