import assert from "node:assert/strict";
import { systemdRuntime, unitLabel } from "../../../../src/engine/runtimes/systemd.ts";

describe("systemd units", () => {
  it("are called by their name, a user's too", () => {
    assert.deepEqual(unitLabel("nginx.service"), { name: "nginx.service" });
    assert.deepEqual(unitLabel("user-1000/sync.service"), { name: "sync.service" });
  });

  it("instances of a template are a group", () => {
    assert.deepEqual(unitLabel("worker@1.service"), {
      name: "worker@1.service",
      group: { kind: "unit", name: "worker@.service" },
    });
  });

  it("every id that is asked for has a label", async () => {
    assert.deepEqual(
      [...((await systemdRuntime.readLabels?.(["a.service"])) ?? [])],
      [["a.service", { name: "a.service" }]],
    );
  });
});
