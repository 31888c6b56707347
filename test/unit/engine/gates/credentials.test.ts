import assert from "node:assert/strict";
import { capabilitiesIn, catches, parseCredentials } from "../../../../src/engine/gates/credentials.ts";
import { statusOf } from "./facts.ts";

describe("who a task is", () => {
  it("four user ids, and masks of capabilities", () => {
    const who = parseCredentials(statusOf({ uid: 33, capabilities: "0000000000080000" }));
    assert.deepEqual(who.uids, [33, 33, 33, 33]);
    assert.deepEqual(capabilitiesIn(who.permitted), ["SYS_PTRACE"]);
  });
  it("it catches the signals that are in its mask, counted from one", () => {
    const who = parseCredentials(statusOf());
    assert.ok(catches(who, 10));
    assert.ok(!catches(who, 12));
  });
  it("a kernel thread says so, or has no memory; a zombie has none either", () => {
    assert.ok(parseCredentials(statusOf({ more: "Kthread:\t1\n" })).kernelThread);
    assert.ok(parseCredentials("Name:\tkthreadd\nState:\tS (sleeping)\n").kernelThread);
    assert.ok(!parseCredentials("Name:\tsh\nState:\tZ (zombie)\n").kernelThread);
  });
  it("what cannot be read gives no right", () => {
    const who = parseCredentials("");
    assert.deepEqual([who.uids[0], who.permitted, who.effective], [-1, 0n, 0n]);
  });
});
