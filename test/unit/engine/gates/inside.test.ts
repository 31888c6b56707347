/** The task's own Node, run once more beside it by docker exec: its words, and what it says. */
import assert from "node:assert/strict";
import { insideCommand, parseLook, withInside } from "../../../../src/engine/gates/inside.ts";
import { networkEntry, relayCommand } from "../../../../src/engine/gates/relay.ts";
import { host } from "../../../../src/model/pid.ts";
import { containerOf, factsOf, pidOf, statusOf, subjectOf } from "./facts.ts";

describe("a look from inside of a container", () => {
  const daemon = "unix:///run/docker.sock";
  const made = containerOf("docker");
  const container = { ...made, container: { ...(made.container ?? { runtime: "docker", id: "x" }), daemon } };
  const subject = subjectOf({ container });
  const facts = factsOf({ status: statusOf({ uid: 33 }), namespaces: {}, command: ["node", "app.js"] });

  it("is the task's own program, as its user, by its number in there", () => {
    const found = insideCommand(subject, facts);
    assert.ok(found);
    assert.deepEqual(found.command.slice(0, 3), ["docker", "--host", daemon]);
    assert.ok(found.command.join(" ").includes("exec --interactive --user 33:33 --env NODE_OPTIONS= "));
    assert.equal(found.command.at(-1), `/proc/${found.nr}/exe`);
    assert.equal(found.nr, subject.task.tuples.find(({ pid }) => pid.space === container.numbering)?.pid.nr);
  });
  it("is none where the engine is not ours to command, or users are counted otherwise", () => {
    assert.equal(insideCommand(subjectOf({ container: made }), facts), undefined);
    assert.equal(insideCommand(subjectOf(), facts), undefined);
    assert.equal(insideCommand(subject, { ...facts, uidMap: "0 100000 65536" }), undefined);
  });
  it("says where the task listens, unless that is another network", () => {
    const said = { listening: [9229], pidns: "pid:[2]", net: true };
    assert.deepEqual(parseLook(JSON.stringify(said)), { listening: [9229], pidns: "pid:[2]" });
    assert.equal(parseLook(JSON.stringify({ ...said, net: false })), undefined);
    assert.equal(parseLook(""), undefined);
  });
  it("is a way for the relay too", () => {
    const inside = { command: ["docker", "exec"], nr: 17, startTicks: 1, listening: [9229], pidns: "pid:[2]" };
    const entry = networkEntry(facts, inside);
    assert.ok(entry.is === "beside");
    const relay = relayCommand({ enterCommand: () => [] }, pidOf(host, 7022), entry, 9229);
    assert.deepEqual([...relay.slice(0, 3), relay.at(-1)], ["docker", "exec", "-e", "9229"]);
    assert.deepEqual(withInside(facts, inside).listening, [9229]);
    assert.equal(withInside(facts, undefined), facts);
  });
});
