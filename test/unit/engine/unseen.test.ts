import assert from "node:assert/strict";
import type { Kernel } from "../../../src/engine/kernel/kernel.ts";
import type { Runtimes } from "../../../src/engine/runtimes/runtime.ts";
import { explain } from "../../../src/engine/unseen.ts";
import { host } from "../../../src/model/pid.ts";

/** The container engine says that docker://web runs. */
const from = (rootNamespace: string) => ({
  kernel: { host: () => ({ rootNamespace }) } as unknown as Kernel,
  runtimes: {
    runs: (name: string, runtime = "docker") => Promise.resolve(name === "web" && runtime === "docker"),
  } as unknown as Runtimes,
});
const noSuchSpace = (space: string) => ({ is: "noSuchSpace", space }) as const;

describe("a container that runs where we cannot see it", () => {
  it("is not said to be none", async () => {
    for (const space of ["web", "docker://web", "docker://web/inner"]) {
      const told = await explain(noSuchSpace(space), from("pid:[4026532001]"));
      assert.ok(told.is === "notVisible");
      assert.deepEqual([told.reference, told.seenFrom], [space, host]);
      assert.match(told.why, /--pid=host/);
    }
  });
  it("is none where we would see it, where nobody knows it, and on another host", async () => {
    assert.equal((await explain(noSuchSpace("web"), from("pid:[4026531836]"))).is, "noSuchSpace");
    for (const space of ["db", "podman://web", "pid:[7]", "web@far", "?"]) {
      assert.equal((await explain(noSuchSpace(space), from("pid:[4026532001]"))).is, "noSuchSpace");
    }
  });
  it("leaves every other ending as it is", async () => {
    const gone = { is: "noSuchTask", reference: "web:17" } as const;
    assert.equal(await explain(gone, from("pid:[4026532001]")), gone);
  });
});
