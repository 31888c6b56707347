import assert from "node:assert/strict";
import { host, namespaceSpace } from "../../../../src/model/pid.ts";
import { lxcRuntime } from "../../../../src/engine/runtimes/lxc.ts";

const space = namespaceSpace("pid:[4026532400]") ?? host;

describe("LXC", () => {
  it("a container carries its name in its monitor's command", () => {
    const ask = (monitor: string): unknown =>
      lxcRuntime.findInCommand?.({ space, command: ["/sbin/init"], parentCommand: [monitor] });
    assert.deepEqual(ask("[lxc monitor] /var/lib/lxc web"), { runtime: "lxc", id: "web", name: "web" });
    assert.equal(ask("[lxc monitor] "), undefined);
    assert.equal(ask("lxc-start"), undefined);
  });

  it("its id is its name", async () => {
    assert.deepEqual([...((await lxcRuntime.readLabels?.(["web"])) ?? [])], [["web", { name: "web" }]]);
  });
});
