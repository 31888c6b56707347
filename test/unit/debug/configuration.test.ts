import assert from "node:assert/strict";
import { composeConfiguration, fillIn, mentions } from "../../../src/debug/configuration.ts";

const way = {
  type: "pwa-node",
  configuration: { address: "127.0.0.1", port: 4321, remoteRoot: "/app", restart: false },
};

describe("the configuration that a debugger gets", () => {
  it("is the way's, with the user's wishes over it", () => {
    const wishes = {
      type: "pspace",
      request: "attach",
      name: "Web",
      task: "web:17",
      remoteRoot: "/srv",
      with: { restart: true },
    };
    assert.deepEqual(composeConfiguration(way, wishes, "id"), {
      type: "pwa-node",
      request: "attach",
      name: "Web",
      address: "127.0.0.1",
      port: 4321,
      remoteRoot: "/srv",
      restart: true,
      __pspace: "id",
    });
  });

  it("no wish leads to another task", () => {
    const wishes = { port: 9229, with: { pid: 1, address: "10.0.0.1", attachCommands: [], type: "x", __pspace: "y" } };
    const composed = composeConfiguration(way, wishes, "id");
    const { type, port, address, __pspace: id } = composed;
    assert.deepEqual({ type, port, address, id }, { type: "pwa-node", port: 4321, address: "127.0.0.1", id: "id" });
    assert.ok(!("pid" in composed) && !("attachCommands" in composed));
  });

  it("ports are filled in wherever a text waits for them", () => {
    const texts = { port: "${port}", connect: { url: "ws://127.0.0.1:${port}/x" }, list: ["${port}", 1, null] };
    assert.deepEqual(fillIn(texts, "port", 5), { port: 5, connect: { url: "ws://127.0.0.1:5/x" }, list: [5, 1, null] });
    assert.ok(mentions(texts, "port"));
    assert.ok(!mentions(texts, "dial"));
  });
});
