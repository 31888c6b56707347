/** Which task a tuple names, over recordings: by ioctl, by /proc alone, and without privilege. */
import assert from "node:assert/strict";
import type { Recording } from "../../../../src/engine/kernel/recording.ts";
import { recordings, type Situation } from "../../../recordings/recordings.ts";
import { engineOf, engineOver, say, withoutDoors, withoutPrivilege } from "../recordedEngine.ts";

const ways: Readonly<Record<string, (recording: Recording) => Recording>> = {
  "by ioctl": (recording) => recording,
  "by /proc alone": withoutDoors,
  "without privilege": withoutPrivilege,
};

/** The only line here that knows how an engine is asked. */
async function check(recording: Recording, tuple: string, answer: string, seenFrom?: string): Promise<void> {
  const { engine } = engineOver(recording);
  assert.equal(say(await engine.resolve(tuple, seenFrom === undefined ? {} : { seenFrom })), answer);
}

const everywhere = (sentence: string, situation: Situation, tuple: string, answer: string, from?: string): void => {
  for (const [way, change] of Object.entries(ways)) {
    it(`${sentence}, ${way}`, () => check(change(recordings[situation]), tuple, answer, from));
  }
};

describe("a tuple", () => {
  everywhere("means its own space's task", "two-containers", "web:1", "found nginx, 3217 in host");
  everywhere("means another task in another space", "two-containers", "db:17", "found postgres, 3317 in host");
  everywhere("may name a thread", "two-containers", "web:41", "found libuv-worker, 3252 in host");
  everywhere("of host is host's number", "two-containers", "host:3300", "found postgres, 3300 in host");
  everywhere("nobody has is no task", "two-containers", "web:99", "noSuchTask");
  everywhere("three spaces deep is found", "nested-thrice", "host:410", "found sh, 410 in host");
  everywhere("of --pid=host is the host's number", "shared-space", "agent:3217", "found nginx, 3217 in host");
  everywhere("of a shared namespace is the owner's number", "shared-space", "sidecar:17", "found nginx, 3240 in host");
});

describe("a number seen from another space", () => {
  const check2 = (situation: Situation, tuple: string, from: string, answer: string) =>
    check(recordings[situation], tuple, answer, from);

  it("is the enclosing space's number", () =>
    check2("nested-thrice", "pid:[4026532503]:1", "pid:[4026532502]", "found sh, 5 in pid:[4026532502]"));
  it("is the same from a space without numbers of its own", () =>
    check2("shared-space", "web:17", "sidecar", `found nginx, 17 in docker://${"5cab".repeat(16)}`));
  it("is none from a sibling", () =>
    check2("two-containers", "web:17", "db", "notVisible: it is not inside db, so it has no number there"));
  it("is none of an outer task from inside", () =>
    check2(
      "nested-thrice",
      "host:400",
      "pid:[4026532502]",
      "notVisible: it is not inside pid:[4026532502], so it has no number there",
    ));
});

describe("a lookup", () => {
  it("that meets a number taken over midway answers with the task that holds it now", () =>
    check(recordings["reused-midway"], "web:40", "found stranger, 3251 in host"));

  it("of a space that does not exist says so", () => check(recordings["two-containers"], "nowhere:1", "noSuchSpace"));

  it("of bad words says what is wrong", () => check(recordings["two-containers"], "17", "badWords"));

  it("of a hidden number does not claim that there is none", () =>
    check(recordings.hidepid, "host:3251", "notVisible: this /proc hides other users' processes (hidepid)"));

  it("finds what started after the last look", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.resolve("web:1");
    const parent = recordings["two-containers"].tasks.find(({ name }) => name === "nginx");
    assert.ok(parent);
    kernel.put({ ...parent, numbers: [4000, 50], parent: 3217, start: 99999, name: "young" });
    assert.equal(say(await engine.resolve("web:50")), "found young, 4000 in host");
  });

  it("never gives a number of a container that was made again under the same name", async () => {
    const { engine, kernel } = engineOf("two-containers");
    assert.equal(say(await engine.resolve("db:17")), "found postgres, 3317 in host");
    kernel.remove(3300);
    kernel.remove(3317);
    assert.equal(say(await engine.resolve("db:17")), "noSuchSpace");
  });

  it("gives every name that the task has", async () => {
    const { engine } = engineOf("nested-thrice");
    const found = await engine.resolve("host:410");
    assert.ok(found.is === "found");
    assert.deepEqual(
      found.task.tuples.map(({ pid, provenance }) => `${pid.space}:${pid.nr.toString()} ${provenance}`),
      ["host:410 kernel", "pid:[4026532501]:17 kernel", "pid:[4026532502]:5 kernel", "pid:[4026532503]:1 kernel"],
    );
  });

  it("leaves nothing open but doors, and those until it stops", async () => {
    const { engine, kernel } = engineOf("two-containers");
    await engine.resolve("web:1", { seenFrom: "host" });
    assert.ok(kernel.open() > 0);
    engine.stop();
    assert.equal(kernel.open(), 0);
  });
});

describe("without privilege", () => {
  it("a namespace is named by its first task, and its numbers resolve", () =>
    check(withoutPrivilege(recordings["nested-thrice"]), "init://410:2", "found make, 411 in host"));

  it("what entered from outside without a container to tell is not guessed", async () => {
    const recording = withoutPrivilege(recordings["nested-thrice"]);
    const entered = { numbers: [900_1, 30], namespace: "pid:[4026532501]", name: "sh", start: 95000, parent: 900 };
    const second = {
      ...entered,
      numbers: [800, 1],
      namespace: "pid:[4026532999]",
      parent: 1,
      name: "other",
      start: 3000,
    };
    const tasks = [...recording.tasks, { ...entered, denied: true }, { ...second, denied: true }];
    await check(
      { ...recording, tasks },
      "init://400:30",
      "notVisible: which space the task with this number is in cannot be told without the right to read its namespace",
    );
  });
});

describe("a container without numbers of its own, whose /proc hides", () => {
  const hiding = (recording: Recording): Recording => ({
    ...recording,
    tasks: recording.tasks.map((task) => (task.cgroup?.includes("docker-77de") ? { ...task, hidesFrom: true } : task)),
  });
  const agent = recordings["shared-space"].tasks.find(({ cgroup }) => cgroup?.includes("docker-77de"));
  const own = (agent?.numbers[0] ?? 0).toString();

  it("does not see everything", async () => {
    const { spaces } = await engineOver(hiding(recordings["shared-space"])).engine.spaces();
    assert.deepEqual(spaces.find(({ name }) => name === "agent")?.flags, { virtualPids: false, allSeeing: false });
  });

  it("sees its own members, and nobody else for certain", async () => {
    const { engine } = engineOver(hiding(recordings["shared-space"]));
    assert.equal((await engine.resolve(`agent:${own}`)).is, "found");
    assert.equal((await engine.resolve("agent:3217")).is, "notVisible");
    assert.equal((await engine.resolve("host:3217", { seenFrom: "agent" })).is, "notVisible");
    const listing = await engine.tasks("agent");
    assert.ok(listing.is === "found");
    assert.ok(listing.tasks.length > 0 && listing.tasks.every(({ task }) => task.space.startsWith("docker://77de")));
  });
});
