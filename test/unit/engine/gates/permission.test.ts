import assert from "node:assert/strict";
import type { AttachFacts } from "../../../../src/engine/kernel/attachFacts.ts";
import { hiddenGate, permissionGate, signalGate } from "../../../../src/engine/gates/permission.ts";
import { host } from "../../../../src/model/pid.ts";
import { containerOf, factsOf, pidOf, root, statusOf, subjectOf } from "./facts.ts";

const unreadable = {} as Record<string, string>;

function said(change: Partial<AttachFacts>, subject = subjectOf()): readonly (string | undefined)[] {
  const gate = permissionGate(factsOf(change), subject, false);
  return [gate.open ? "open" : "shut", gate.why, gate.cure];
}

describe("the permission gate says which rule is in the way, and the smallest cure", () => {
  it("open", () => {
    assert.deepEqual(said({}), [
      "open",
      "web:17 may be traced: it is our own user's, and may do no more than we may.",
      undefined,
    ]);
  });
  it("another user's task", () => {
    assert.deepEqual(said({ status: statusOf({ uid: 0 }), namespaces: unreadable }), [
      "shut",
      "web:17 belongs to user 0, and we are user 1002.",
      "Attach elevated (sudo), or as user 0.",
    ]);
  });
  it("a filter of our own place refuses whatever the task is, and root too", () => {
    const [state, why, cure] = said({ ownFilter: true });
    assert.equal(state, "shut");
    assert.match(why ?? "", /seccomp filter of the place that the debugger would run in/);
    assert.match(cure ?? "", /--security-opt seccomp=FILE/);
    assert.equal(permissionGate(factsOf({ ownFilter: true }), subjectOf(), false).elevate, undefined);
  });
  it("what is open to root is marked, and what is shut to all is not", () => {
    const elevate = (change: Partial<AttachFacts>): unknown =>
      permissionGate(factsOf(change), subjectOf(), false).elevate;
    assert.equal(elevate({ status: statusOf({ uid: 0 }), namespaces: unreadable }), true);
    assert.equal(elevate({ yama: 1 }), true);
    assert.equal(elevate({ yama: 3 }), undefined);
    assert.equal(elevate({ frozen: true }), undefined);
    assert.equal(elevate({}), undefined);
    const ownStatus = statusOf().replace("NoNewPrivs:\t0", "NoNewPrivs:\t1");
    assert.equal(elevate({ status: statusOf({ uid: 0 }), namespaces: unreadable, ownStatus }), undefined);
  });
  it("sudo is not offered where no_new_privs makes it useless", () => {
    const ownStatus = statusOf().replace("NoNewPrivs:\t0", "NoNewPrivs:\t1");
    const [, , cure] = said({ status: statusOf({ uid: 0 }), namespaces: unreadable, ownStatus });
    assert.match(cure ?? "", /outside of this sandbox.*sudo cannot help/);
  });
  it("root of a place without SYS_PTRACE is told the line for this one container", () => {
    const change = { ownStatus: statusOf({ uid: 0 }), status: statusOf({ uid: 33 }), namespaces: unreadable };
    const cureIn = (container: ReturnType<typeof containerOf>): string | undefined =>
      said(change, subjectOf({ container }))[2];
    assert.equal(cureIn(containerOf("docker")), "Start this one container with: docker run --cap-add=SYS_PTRACE …");
    assert.equal(cureIn(containerOf("docker", "compose")), "Add to this one service: cap_add: [SYS_PTRACE].");
    assert.match(
      cureIn(containerOf("k8s", "pod")) ?? "",
      /securityContext: \{ capabilities: \{ add: \["SYS_PTRACE"\] \} \}/,
    );
  });
  it("a paused container, by its runtime's own word", () => {
    assert.deepEqual(said({ frozen: true }), [
      "shut",
      "web:17 is paused: a debugger would hang on it.",
      "Let it go on: docker unpause web.",
    ]);
    assert.equal(
      said({ frozen: true }, subjectOf({ container: containerOf("podman") }))[2],
      "Let it go on: podman unpause web.",
    );
  });
  it("a task that is traced, and by whom", () => {
    assert.deepEqual(said({ tracer: { pid: pidOf(host, 4342), name: "strace" } }), [
      "shut",
      "web:17 is already traced by strace (host:4342); a task has one tracer at a time.",
      "End the session of strace first.",
    ]);
  });
  it("what nobody can cure has no cure", () => {
    assert.deepEqual(said({ status: statusOf({ state: "Z (zombie)" }) }), [
      "shut",
      "web:17 has exited and only waits to be collected by its parent.",
      undefined,
    ]);
    assert.equal(said({ status: statusOf({ more: "Kthread:\t1\n" }) })[2], undefined);
  });
  it("the capabilities that we lack are named", () => {
    const [, why] = said({ status: statusOf({ capabilities: "0000000000002000" }), namespaces: unreadable });
    assert.equal(why, "web:17 has capabilities that we lack: NET_RAW.");
  });
  it("Yama is lowered for this program before it is lowered for all", () => {
    assert.match(
      said({ yama: 1 })[2] ?? "",
      /^Attach elevated \(sudo\), or let this one program call prctl\(PR_SET_PTRACER/,
    );
    assert.match(said({ yama: 3, ownStatus: statusOf(root) })[2] ?? "", /next boot/);
  });
  it("a security module is named by the task's label", () => {
    const [, why, cure] = said({ namespaces: unreadable, label: "docker-default (enforce)" });
    assert.equal(why, "A security module keeps us from web:17, which runs as docker-default (enforce).");
    assert.match(cure ?? "", /--security-opt apparmor=unconfined/);
    assert.match(
      said({ namespaces: unreadable, label: "system_u:system_r:container_t:s0:c1,c2" })[2] ?? "",
      /--security-opt label=disable/,
    );
  });
  it("a task that procfs hides", () => {
    const gate = hiddenGate(subjectOf(), "invisible");
    assert.deepEqual(
      [gate.open, gate.why],
      [false, "web:17 is hidden from us: procfs is mounted with hidepid=invisible."],
    );
  });
  it("each rule has its line, in the words of whatever runs the container", () => {
    const shut = { namespaces: unreadable };
    const ownStatus = statusOf({ uid: 0 }); // root of a place without capabilities
    const asRoot = { ...shut, ownStatus, status: statusOf({ uid: 33 }) };
    const none = { ...subjectOf(), container: undefined } as unknown as ReturnType<typeof subjectOf>;
    const inContainer = (...made: Parameters<typeof containerOf>) => subjectOf({ container: containerOf(...made) });
    const filter =
      "Start this one container, the debugger's own, with a profile that allows it: docker run --cap-add=SYS_PTRACE …, or --security-opt seccomp=FILE.";
    const lines: readonly (readonly [Partial<AttachFacts>, ReturnType<typeof subjectOf>, string | undefined])[] = [
      [{ status: statusOf({ more: "Kthread:\t1\n" }) }, none, undefined],
      [{ status: statusOf({ state: "Z (zombie)" }) }, none, undefined],
      [
        { frozen: true },
        inContainer("docker", "compose"),
        "Let it go on: docker unpause web (or docker compose unpause).",
      ],
      [{ frozen: true }, inContainer("systemd"), "Let it go on: systemctl thaw web."],
      [
        { frozen: true },
        none,
        "Thaw its control group: write 0 to cgroup.freeze (version 2) or THAWED to freezer.state (version 1).",
      ],
      [{ tracer: { pid: pidOf(host, 9), name: "gdb" } }, none, "End the session of gdb first."],
      [{ ...shut, status: statusOf({ uid: 33 }) }, none, "Attach elevated (sudo), or as user 33."],
      [{ ...shut, status: statusOf({ uid: 33 }), uidMap: "0 1002 1" }, none, "Attach elevated (sudo)."],
      [{ ...shut, status: statusOf({ capabilities: "2000" }) }, none, "Attach elevated (sudo)."],
      [{ ...shut, owner: 0 }, none, "Attach elevated (sudo)."],
      [asRoot, inContainer("podman"), "Start this one container with: podman run --cap-add=SYS_PTRACE …"],
      [asRoot, none, "Give the place where the debugger runs the capability CAP_SYS_PTRACE."],
      [{ ownFilter: true }, none, filter],
      [
        { yama: 1 },
        none,
        "Attach elevated (sudo), or let this one program call prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY); lowering it for all is the last resort.",
      ],
      [{ yama: 2 }, none, "Attach elevated (sudo)."],
      [{ yama: 3 }, none, "Set kernel.yama.ptrace_scope to 2 or less for the next boot: 3 cannot be taken back."],
      [
        { ...shut, label: "a:b:container_t:s0" },
        inContainer("podman"),
        "Start this one container with: podman run --security-opt label=disable …",
      ],
      [{ ...shut, label: "a:b:t:s0" }, none, "Look for the denial in the audit log (ausearch -m avc)."],
    ];
    for (const [change, subject, cure] of lines) assert.equal(said(change, subject)[2], cure, cure);
    assert.equal(said({ yama: 0 })[0], "open");
    assert.equal(
      hiddenGate(subjectOf(), "2").cure,
      "Attach elevated (sudo), or join the group that its gid= option names.",
    );
  });
  it("through a port, a traced task may be debugged all the same; a paused one may not", () => {
    const gate = (change: Partial<AttachFacts>): boolean => signalGate(factsOf(change), subjectOf(), false, true).open;
    assert.ok(gate({ tracer: { pid: pidOf(host, 4342), name: "strace" } }));
    assert.ok(!gate({ frozen: true }));
    assert.ok(!gate({ status: statusOf({ uid: 33 }) }));
  });
});
