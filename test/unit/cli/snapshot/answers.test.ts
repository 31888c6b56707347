import assert from "node:assert/strict";
import { answersOf } from "../../../../src/cli/snapshot/answers.ts";
import { OutcomeError } from "../../../../src/cli/runner.ts";
import { agentSpace, webSpace } from "../stage.ts";
import { snapshot } from "./snapshots.ts";

const asks = answersOf(snapshot);

async function numbersIn(space: string): Promise<readonly (readonly [string, number])[]> {
  const found = await asks.tasks({ space });
  assert.ok(found.is === "found");
  return found.tasks.map(({ name, pid }) => [name, pid.nr] as const);
}

describe("what a snapshot answers", () => {
  it("the tasks that were visible in a space, by their numbers there", async () => {
    assert.deepEqual(await numbersIn("web"), [["node", 17]]);
    assert.deepEqual(await numbersIn("host"), [
      ["agent", 800],
      ["node", 7022],
    ]);
  });

  it("everything in an all-seeing space without numbers of its own", async () => {
    assert.deepEqual(await numbersIn("docker://77"), await numbersIn("host"));
  });

  it("any number from any space to any space", async () => {
    const there = await asks.resolve({ tuple: "web:17", seenFrom: "agent" });
    assert.ok(there.is === "found");
    assert.deepEqual(there.pid, { space: agentSpace.id, nr: 7022 });
    const back = await asks.resolve({ tuple: "agent:7022", seenFrom: webSpace.id });
    assert.ok(back.is === "found" && back.pid.nr === 17);
  });

  it("why there is no answer", async () => {
    const endings = [];
    for (const [tuple, seenFrom] of [["web:19"], ["wob:1"], ["17"], ["host:800", "web"], ["web:17", "wob"]] as const) {
      endings.push((await asks.resolve({ tuple, ...(seenFrom === undefined ? {} : { seenFrom }) })).is);
    }
    assert.deepEqual(endings, ["noSuchTask", "noSuchSpace", "badWords", "notVisible", "noSuchSpace"]);
  });

  it("threads, by their own numbers and as their process's", async () => {
    const found = await asks.resolve({ tuple: "web:18", seenFrom: "host" });
    assert.ok(found.is === "found" && found.task.name === "libuv" && found.pid.nr === 7023);
    const listed = await asks.threads({ tuple: "web:18" });
    assert.deepEqual(listed.is === "found" && listed.tasks.map(({ name }) => name), ["node", "libuv"]);
  });

  it("who held a number before, from who lived then and from the journal", async () => {
    const lived = await asks.resolve({ tuple: "web:17", at: "2026-01-01T11:00:00Z" });
    assert.ok(lived.is === "remembered" && lived.life.name === "node" && lived.life.end === undefined);
    const ended = await asks.resolve({ tuple: "web:5", at: "2026-01-01T09:00:30Z" });
    assert.ok(ended.is === "remembered", JSON.stringify(ended));
    assert.deepEqual([ended.life.name, ended.life.how, ended.tuples[0]?.nr], ["sh", { code: 1 }, 5]);
    const unknown = await asks.resolve({ tuple: "web:17", at: "2026-01-01T09:30:00Z" });
    assert.equal(unknown.is, "notVisible");
    const later = await asks.resolve({ tuple: "web:17", at: "2026-01-01T13:00:00Z" });
    assert.equal(later.is, "badWords");
  });

  it("nothing that only the machine itself can do; but who is not there is said first", async () => {
    const held = await asks.hold({ tuple: "web:18", process: true });
    assert.ok(held.is === "found" && held.task.name === "node", "a thread's process");
    assert.equal((await asks.hold({ tuple: "web:19" })).is, "noSuchTask");
    for (const refused of [
      asks.plan({ hold: held.hold, sources: [] }),
      asks.signal({ hold: held.hold, signal: 15 }),
      asks.enter({ space: "web" }),
      asks.name({ space: "web" }),
      asks.watch({ on: true }),
    ])
      await assert.rejects(refused, OutcomeError);
    assert.equal(await asks.release({ hold: held.hold }), null);
  });
});
