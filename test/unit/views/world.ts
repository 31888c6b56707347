/** A small machine for the tests of the screen: containers of a project, one without numbers of its own, spaces within spaces. */
import { applyChange, pictureOf, type Picture } from "../../../src/client/picture.ts";
import type { WireChange, WireSpace, WireTask } from "../../../src/protocol/wire.ts";

/** A space with what matters to a test; everything else is ordinary. */
export function space(id: string, name: string, more: Partial<WireSpace> = {}): WireSpace {
  return {
    id,
    identity: `${id}#1`,
    name,
    reference: name,
    parent: "host",
    flags: { virtualPids: true, allSeeing: false },
    numbering: id,
    pidns: id,
    tasks: 1,
    provenance: "kernel",
    ...more,
  };
}

/** A task from its tuples, outermost first: `task("node", ["host", 400], ["pid:[2]", 17])`. */
export function task(name: string, first: [string, number], ...rest: [string, number][]): WireTask {
  const all = [first, ...rest];
  const [home, own] = all.at(-1) ?? first;
  return {
    id: `${name}@${first[1].toString()}`,
    name,
    state: "S",
    uid: 0,
    command: [name, "--serve"],
    start: "2026-01-01T00:00:00.000Z",
    pid: { space: home, nr: own },
    host: { space: "host", nr: first[1] },
    tuples: all.map(([at, nr]) => ({ space: at, nr, name: names[at] ?? at, provenance: "kernel" })),
    member: home,
  };
}

/** The same task under a parent, by the parent's number in space 0. */
export function under(parent: WireTask, child: WireTask): WireTask {
  return { ...child, parent: parent.host };
}

const names: Readonly<Record<string, string>> = {
  host: "host",
  "pid:[2]": "web",
  "pid:[3]": "db",
  "pid:[4]": "jobs",
  "pid:[5]": "batch",
};
const shop = { kind: "compose", name: "shop" } as const;

const host: WireSpace = {
  id: "host",
  identity: "host#1",
  name: "host",
  reference: "host",
  flags: { virtualPids: true, allSeeing: true },
  numbering: "host",
  tasks: 4,
  provenance: "kernel",
};

export const spaces = {
  host,
  web: space("pid:[2]", "web", { runtime: "docker", group: shop, tasks: 3, provenance: "runtime" }),
  db: space("pid:[3]", "db", { runtime: "docker", group: shop, provenance: "runtime" }),
  agent: space("docker://a", "agent", {
    runtime: "docker",
    numbering: "host",
    flags: { virtualPids: false, allSeeing: true },
    provenance: "inferred",
  }),
  jobs: space("pid:[4]", "jobs"),
  batch: space("pid:[5]", "batch", { parent: "pid:[4]", reference: "jobs/batch" }),
};

const init = task("systemd", ["host", 1]);
const kthreadd: WireTask = { ...task("kthreadd", ["host", 2]), command: [] };
const worker: WireTask = { ...under(kthreadd, task("kworker/0:1", ["host", 9])), command: [], state: "I" };
const agentTask: WireTask = { ...under(init, task("agent", ["host", 300])), member: "docker://a" };
const entry = under(init, task("sh", ["host", 400], ["pid:[2]", 1]));
const node = under(entry, task("node", ["host", 417], ["pid:[2]", 17]));
const tail = under(entry, task("tail", ["host", 405], ["pid:[2]", 5]));
const postgres = under(init, task("postgres", ["host", 500], ["pid:[3]", 1]));
const jobsInit = under(init, task("unshared", ["host", 600], ["pid:[4]", 1]));
const batchInit = under(jobsInit, task("batch", ["host", 601], ["pid:[4]", 2], ["pid:[5]", 1]));

export const tasks = { init, kthreadd, worker, agentTask, entry, node, tail, postgres, jobsInit, batchInit };

/** The machine as the engine would first tell of it. */
export function world(): Picture {
  return pictureOf({ generation: 1, self: "host", spaces: Object.values(spaces) }, Object.values(tasks));
}

export const noChange: WireChange = { generation: 2, spaces: [], goneSpaces: [], tasks: [], goneTasks: [] };

/** The machine after something happened, and what happened. */
export function after(change: Partial<WireChange>): { readonly now: Picture; readonly change: WireChange } {
  const whole = { ...noChange, ...change };
  return { now: applyChange(world(), whole), change: whole };
}
