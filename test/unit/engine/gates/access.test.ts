import assert from "node:assert/strict";
import type { AttachFacts } from "../../../../src/engine/kernel/attachFacts.ts";
import { accessTo, signalRight } from "../../../../src/engine/gates/access.ts";
import { host } from "../../../../src/model/pid.ts";
import { everyCapability, factsOf, pidOf, root, statusOf } from "./facts.ts";

const unreadable = { net: undefined, user: undefined } as unknown as Record<string, string>;
const nested = [
  { link: "user:[2]", owner: 1002 },
  { link: "user:[1]", owner: 0 },
];
const inside = { net: "net:[2]", user: "user:[2]", mnt: "mnt:[2]", pid: "pid:[2]" };

function verdict(change: Partial<AttachFacts>, itself = false): string {
  const access = accessTo(factsOf(change), itself);
  return access.is === "allowed" ? `allowed as ${access.by}${access.join ? ", joined" : ""}` : access.is;
}

describe("whether the kernel will let us trace", () => {
  it("the same user's task that may do no more than we may", () => {
    assert.equal(verdict({}), "allowed as sameUser");
  });
  it("another user's task, only with CAP_SYS_PTRACE", () => {
    assert.equal(verdict({ status: statusOf({ uid: 33 }), namespaces: unreadable, readable: false }), "otherUser");
    assert.equal(verdict({ status: statusOf({ uid: 33 }), ownStatus: statusOf(root) }), "allowed as root");
  });
  it("root without that capability is an ordinary user with number 0", () => {
    assert.equal(verdict({ status: statusOf({ uid: 33 }), ownStatus: statusOf({ uid: 0 }) }), "otherUser");
  });
  it("any user's task in a user namespace that we made, after joining it", () => {
    const facts = { namespaces: inside, userNamespaces: nested };
    assert.equal(
      verdict({ ...facts, status: statusOf({ uid: 165568, capabilities: everyCapability }) }),
      "allowed as owner, joined",
    );
    assert.equal(
      verdict({ ...facts, ownStatus: statusOf({ uid: 1003 }), status: statusOf({ uid: 165568 }) }),
      "otherUser",
    );
  });
  it("root needs not join a namespace below its own", () => {
    assert.equal(verdict({ namespaces: inside, userNamespaces: nested, ownStatus: statusOf(root) }), "allowed as root");
  });
  it("capabilities in our own namespace count below it even where the chain cannot be read", () => {
    assert.equal(
      verdict({ namespaces: inside, userNamespaces: [], ownStatus: statusOf(root), status: statusOf({ uid: 5 }) }),
      "allowed as root",
    );
  });
  it("not a task of ours that may do more than we may", () => {
    const change = { status: statusOf({ capabilities: "0000000000002000" }), namespaces: unreadable };
    assert.equal(verdict(change), "stronger");
  });
  it("not a task of ours that may not be dumped: procfs gives its files to root", () => {
    assert.equal(verdict({ owner: 0, namespaces: unreadable, readable: false }), "notDumpable");
    assert.equal(verdict({ owner: 1002 }), "allowed as sameUser");
  });
  it("threads of the kernel, the exited, ourselves, the paused and the traced: nobody, in this order", () => {
    assert.equal(verdict({ status: statusOf({ more: "Kthread:\t1\n" }), ownStatus: statusOf(root) }), "kernelThread");
    assert.equal(verdict({ status: statusOf({ state: "Z (zombie)" }), ownStatus: statusOf(root) }), "exited");
    assert.equal(verdict({}, true), "ourselves");
    assert.equal(verdict({ frozen: true, tracer: { pid: pidOf(host, 9), name: "gdb" } }), "frozen");
    assert.equal(verdict({ tracer: { pid: pidOf(host, 9), name: "gdb" } }), "traced");
  });
  it("Yama: 0 changes nothing, 1 and 2 want CAP_SYS_PTRACE, 3 refuses everybody", () => {
    assert.equal(verdict({ yama: 0 }), "allowed as sameUser");
    assert.equal(verdict({ yama: 1 }), "yama");
    assert.equal(verdict({ yama: 2 }), "yama");
    assert.equal(verdict({ yama: 2, ownStatus: statusOf(root) }), "allowed as root");
    assert.equal(verdict({ yama: 3, ownStatus: statusOf(root) }), "yama");
  });
  it("where every rule allows it and we still may not look, a security module refuses", () => {
    assert.equal(verdict({ namespaces: unreadable, label: "docker-default (enforce)" }), "securityModule");
  });
});

describe("whether we may signal", () => {
  it("our own user's tasks, and with CAP_KILL all", () => {
    assert.equal(signalRight(factsOf()), undefined);
    assert.equal(signalRight(factsOf({ status: statusOf({ uid: 33 }) }))?.is, "otherUser");
    assert.equal(signalRight(factsOf({ status: statusOf({ uid: 33 }), ownStatus: statusOf(root) })), undefined);
  });
  it("tasks in a user namespace that we made", () => {
    const facts = factsOf({ namespaces: inside, userNamespaces: nested, status: statusOf({ uid: 165568 }) });
    assert.equal(signalRight(facts), undefined);
  });
});
