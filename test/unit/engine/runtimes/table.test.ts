import assert from "node:assert/strict";
import { host, namespaceSpace } from "../../../../src/model/pid.ts";
import type { KnownRuntime } from "../../../../src/engine/runtimes/known.ts";
import { openRuntimes } from "../../../../src/engine/runtimes/table.ts";

const space = namespaceSpace("pid:[4026532400]") ?? host;

/** A runtime whose containers lie below `/NAME` and are called NAME-ID. */
function made(name: "docker" | "podman" | "lxc", readLabels?: KnownRuntime["readLabels"]): KnownRuntime {
  return {
    name,
    findInGroup: (segment, before) => (before.at(-1) === name ? segment : undefined),
    findInCommand: ({ command }) => (command[0] === name ? { runtime: name, id: "c", name: "clue" } : undefined),
    readLabels: readLabels ?? ((ids) => Promise.resolve(new Map(ids.map((id) => [id, { name: `${name}-${id}` }])))),
  };
}

describe("all runtimes together", () => {
  it("each is asked about its own containers; labels are by runtime and id", async () => {
    const runtimes = openRuntimes({ containers: [made("docker"), made("podman")], units: [] });
    const keys = ["0::/docker/1", "0::/podman/1", "0::/podman/2"].map((text) => runtimes.containerOf(text));
    const { byContainer } = await runtimes.readLabels(
      keys.filter((key) => key !== undefined),
      [],
    );
    assert.deepEqual([...byContainer].map(([key, { name }]) => [key, name]).sort(), [
      ["docker://1", "docker-1"],
      ["podman://1", "podman-1"],
      ["podman://2", "podman-2"],
    ]);
  });

  it("a space that no control group tells is told by a command, and then named by its runtime", async () => {
    const runtimes = openRuntimes({ containers: [made("docker"), made("podman")], units: [] });
    const { bySpace } = await runtimes.readLabels([], [{ space, command: ["podman"], parentCommand: [] }]);
    assert.deepEqual(bySpace.get(space), { runtime: "podman", id: "c", name: "podman-c" });
  });

  it("one that hangs and one that fails cost their own names, nobody else's", async () => {
    const hangs = made("podman", () => new Promise(() => undefined));
    const fails = made("lxc", () => Promise.reject(new Error("no")));
    const runtimes = openRuntimes({ containers: [made("docker"), hangs, fails], units: [], limit: 1 });
    const { byContainer, bySpace } = await runtimes.readLabels(
      (["docker", "podman", "lxc"] as const).map((runtime) => ({ runtime, id: "1" })),
      [{ space, command: ["lxc"], parentCommand: [] }],
    );
    assert.deepEqual([...byContainer.keys()], ["docker://1"]);
    assert.deepEqual(bySpace.get(space), { runtime: "lxc", id: "c", name: "clue" });
  });

  it("nothing asked, nothing said", async () => {
    const labels = await openRuntimes().readLabels([], []);
    assert.equal(labels.byContainer.size + labels.bySpace.size, 0);
  });
});
