import assert from "node:assert/strict";
import { shutGate } from "../../../../src/model/plan.ts";
import { root, statusOf, subjectOf } from "./facts.ts";
import { gatesOver } from "./world.ts";

const node = { executable: "/usr/local/bin/node", command: ["node", "/app/server.js"], mapped: [] };

describe("a plan of the four gates", () => {
  it("is made for the debugger that fits the task", async () => {
    const plan = await gatesOver({ ...node, ownStatus: statusOf(root) }).plan(subjectOf(), { sources: [] });
    assert.ok(plan !== "gone");
    assert.deepEqual([plan.task, plan.debugger, shutGate(plan.gates)], ["web:17", "js-debug", undefined]);
    assert.match(plan.gates.port.why, /SIGUSR1 opens its inspector on port 9229/);
  });
  it("a word that names no debugger shuts the port gate and lists those that there are", async () => {
    const plan = await gatesOver({ ...node, ownStatus: statusOf(root) }).plan(subjectOf(), {
      debugger: "dbg",
      sources: [],
    });
    assert.ok(plan !== "gone");
    assert.deepEqual([plan.gates.port.open, plan.gates.port.why], [false, 'There is no debugger called "dbg".']);
    assert.match(plan.gates.port.cure ?? "", /js-debug, lldb-dap, gdb/);
  });
  it("a task that has gone, or goes while we look, is gone", async () => {
    assert.equal(await gatesOver("absent").plan(subjectOf(), { sources: [] }), "gone");
    const { hold } = subjectOf();
    let looks = 0;
    const dying = subjectOf({ hold: { ...hold, alive: () => looks++ === 0 } });
    assert.equal(await gatesOver(node).plan(dying, { sources: [] }), "gone");
  });
  it("a task that procfs hides has its permission gate shut", async () => {
    const plan = await gatesOver("denied").plan(subjectOf(), { sources: [] });
    assert.ok(plan !== "gone");
    assert.equal(shutGate(plan.gates)?.name, "permission");
  });
});

describe("opening", () => {
  const asked = { folder: "/nowhere", sources: [] };
  it("is refused in the words of the gate that is shut first, and starts nothing", async () => {
    const way = await gatesOver({ ...node, frozen: true }).open(subjectOf(), { ...asked, debugger: "js-debug" });
    assert.deepEqual(way, {
      is: "refused",
      why: "web:17 is paused: a debugger would hang on it. Let it go on: docker unpause web.",
    });
  });
  it("never signals what is no Node: the signal would end it", async () => {
    const { hold } = subjectOf();
    const subject = subjectOf({ hold: { ...hold, signal: () => assert.fail("signalled") } });
    const python = { executable: "/usr/bin/python3", command: ["python3", "x.py"], ownStatus: statusOf(root) };
    const way = await gatesOver(python).open(subject, { ...asked, debugger: "js-debug" });
    assert.equal(way.is === "refused" && way.why.startsWith("web:17 is no Node process"), true);
  });
  it("never signals a Node that does not catch the signal", async () => {
    const { hold } = subjectOf();
    const subject = subjectOf({ hold: { ...hold, signal: () => assert.fail("signalled") } });
    const deaf = statusOf().replace("SigCgt:\t0000000000004602", "SigCgt:\t0000000000000002");
    const way = await gatesOver({ ...node, status: deaf, ownStatus: statusOf(root) }).open(subject, {
      ...asked,
      debugger: "js-debug",
    });
    assert.equal(way.is === "refused" && way.why.includes("does not open its inspector on SIGUSR1"), true);
  });
  it("closing what was never opened changes nothing", async () => {
    await gatesOver(node).close(subjectOf());
  });
});
