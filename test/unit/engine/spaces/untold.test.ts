/** A container that is known by its control group alone, for its namespace is not ours to read: on the map, with what is known. */
import assert from "node:assert/strict";
import { recordings } from "../../../recordings/recordings.ts";
import type { Recording } from "../../../../src/engine/kernel/recording.ts";
import { engineOver, say, withoutPrivilege } from "../recordedEngine.ts";

const machine = recordings["two-containers"];
const web = machine.tasks.find(({ name }) => name === "nginx");
const digits = "5cab".padEnd(64, "0");
/** Came into web's namespace from outside (`--pid=container:web`), under a number that nobody has in db's either. */
const guest: Recording = {
  ...machine,
  tasks: [
    ...machine.tasks,
    {
      numbers: [5000, 900],
      namespace: web?.namespace ?? "",
      name: "spy",
      start: 900000,
      uid: 0,
      parent: 1,
      cgroup: `0::/system.slice/docker-${digits}.scope\n`,
    },
  ],
};
const seen: Recording = { ...withoutPrivilege(guest), host: { ...guest.host, uid: 1000, hides: "hidepid=ptraceable" } };

describe("a container whose namespace cannot be told", () => {
  const { engine } = engineOver(seen);
  after(() => {
    engine.stop();
  });

  it("is on the map, inferred, with its members", async () => {
    const { spaces } = await engine.spaces();
    const space = spaces.find(({ name }) => name === "sidecar");
    assert.ok(space, spaces.map(({ name }) => name).join(" "));
    assert.deepEqual([space.parent, space.tasks, space.flags], ["host", 1, { virtualPids: false, allSeeing: false }]);
    const listing = await engine.tasks("sidecar");
    assert.ok(listing.is === "found");
    assert.deepEqual(
      listing.tasks.map(({ pid, task }) => `${task.name} ${pid.nr}`),
      ["spy 900"],
    );
  });

  it("answers for its members, and says of others that it may not know", async () => {
    assert.equal(say(await engine.resolve("sidecar:900")), "found spy, 5000 in host");
    assert.match(say(await engine.resolve("host:5000", { seenFrom: "sidecar" })), /^found spy, 900 in docker:/);
    const other = await engine.resolve("sidecar:1");
    assert.ok(other.is === "notVisible");
    assert.ok(other.denied);
    const outside = await engine.resolve("host:1", { seenFrom: "sidecar" });
    assert.ok(outside.is === "notVisible");
  });
});
