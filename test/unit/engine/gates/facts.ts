/** Facts for the tests of the gates: an ordinary user's engine, and a task of that user in a container with namespaces of its own. */
import type { AttachFacts } from "../../../../src/engine/kernel/attachFacts.ts";
import type { Subject } from "../../../../src/engine/gates/gates.ts";
import type { Space } from "../../../../src/model/space.ts";
import { containerSpace, host, namespaceSpace, pidIn, type Pid } from "../../../../src/model/pid.ts";
import { taskId } from "../../../../src/model/task.ts";

export interface Who {
  readonly uid?: number;
  readonly capabilities?: string;
  readonly state?: string;
  readonly more?: string;
}

/** Text of a status file. */
export function statusOf({
  uid = 1002,
  capabilities = "0000000000000000",
  state = "S (sleeping)",
  more = "",
}: Who = {}): string {
  const ids = [uid, uid, uid, uid].join("\t");
  return (
    `Name:\tapp\nState:\t${state}\nTgid:\t7022\nUid:\t${ids}\nGid:\t${ids}\nVmSize:\t    4096 kB\n` +
    `SigCgt:\t0000000000004602\nCapPrm:\t${capabilities}\nCapEff:\t${capabilities}\nNoNewPrivs:\t0\nSeccomp:\t0\n${more}`
  );
}

export const everyCapability = "000001ffffffffff";
export const root: Who = { uid: 0, capabilities: everyCapability };

const own = { net: "net:[1]", user: "user:[1]", mnt: "mnt:[1]", pid: "pid:[1]" };

export function factsOf(change: Partial<AttachFacts> = {}): AttachFacts {
  return {
    executable: "/opt/app/bin/app",
    command: ["/opt/app/bin/app"],
    status: statusOf(),
    mountInfo: "",
    ownMountInfo: "",
    mapped: ["/opt/app/bin/app"],
    namespaces: { ...own, net: "net:[2]", mnt: "mnt:[2]", pid: "pid:[2]" },
    ownNamespaces: own,
    ownStatus: statusOf(),
    readable: true,
    listening: [],
    listeners: [],
    frozen: false,
    userNamespaces: [{ link: "user:[1]", owner: 0 }],
    uidMap: "         0          0 4294967295\n",
    ...change,
  };
}

export function pidOf(space: Pid["space"], nr: number): Pid {
  const pid = pidIn(space, nr);
  if (!pid) throw new Error(`${nr} is no process number`);
  return pid;
}

const inner = namespaceSpace("pid:[2]") ?? host;

/** Container `web` of a runtime, or of a Compose project or pod. */
export function containerOf(runtime: "docker" | "podman" | "k8s" | "systemd", group?: "compose" | "pod"): Space {
  return {
    id: containerSpace(runtime, "0123456789abcdef"),
    identity: "0123456789abcdef",
    name: "web",
    container: {
      runtime,
      id: "0123456789abcdef",
      name: "web",
      ...(group ? { group: { kind: group, name: "shop" } } : {}),
    },
    numbering: inner,
    depth: 1,
    flags: { virtualPids: true, allSeeing: false },
    tasks: 1,
    provenance: "runtime",
  };
}

/** `web:17`, which is 7022 on the host. */
export function subjectOf(change: Partial<Subject> = {}): Subject {
  const id = taskId("boot/7022/1");
  const pid = pidOf(host, 7022);
  const container = containerOf("docker");
  return {
    tuple: "web:17",
    space: container,
    container,
    task: {
      id,
      name: "app",
      state: "S",
      uid: 1002,
      command: ["/opt/app/bin/app"],
      start: "2026-01-01T00:00:00.000Z",
      tuples: [pid, pidOf(inner, 17)].map((each) => ({ pid: each, provenance: "kernel" })),
      space: inner,
    },
    hold: { id, pid, alive: () => true, signal: () => "sent", release: () => undefined },
    ...change,
  };
}
