/** What hides: a /proc mounted with `hidepid`, inside a container or before the engine; and the engine in other places. */
import assert from "node:assert/strict";
import path from "node:path";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage, nodeContents } from "../support/images.mjs";
import { bothWays, found, observe, spaceWhere } from "../support/observed.ts";
import { namespaceOf, numbersOf } from "../support/processes.ts";
import { mountProc } from "../support/procfs.ts";
import { run } from "../support/run.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly pidns?: string;
  readonly container?: string;
  readonly flags: { readonly virtualPids: boolean; readonly allSeeing: boolean };
}

/** Runs `act` to its end with the rights of nobody in particular, then takes root's back. */
async function asOrdinaryUser<T>(act: () => Promise<T>): Promise<T> {
  assert.ok(process.seteuid && process.setegid && process.setgroups && process.getgroups);
  const groups = process.getgroups();
  process.setgroups([]);
  process.setegid(65534);
  process.seteuid(65534);
  try {
    return await act();
  } finally {
    process.seteuid(0);
    process.setegid(0);
    process.setgroups(groups);
  }
}

describe("spaces seen from other places", function () {
  this.timeout(180_000);
  const specimens: Specimen[] = [];

  before(function () {
    skipIf(this, whyNot());
  });
  afterEach(() => endSpecimens(specimens));

  it("a container with the host's numbers and a /proc that hides does not see everything", async function () {
    skipIf(this, whyNoDocker());
    const agent = await dockerSpecimen({ image: ensureImage("busybox"), options: ["--pid=host"] });
    specimens.push(agent);
    const [nr] = agent.numbers;
    await run("nsenter", ["-t", `${nr}`, "-m", "--", "mount", "-o", "remount,hidepid=2", "/proc"]);
    const { engine, close } = observe();
    try {
      const space = await spaceWhere(engine, agent.name, ({ container }) => container?.id === agent.id);
      assert.deepEqual(space.flags, { virtualPids: false, allSeeing: false });
      await bothWays(engine, agent.name, nr, nr);
      assert.equal((await engine.resolve(`${agent.name}:${process.pid}`)).is, "notVisible");
      assert.equal((await engine.resolve(`host:${process.pid}`, { seenFrom: agent.name })).is, "notVisible");
      const listing = await engine.tasks(agent.name);
      assert.ok(listing.is === "found");
      assert.deepEqual(
        listing.tasks.map(({ pid }) => pid.nr),
        [nr],
      );
    } finally {
      close();
    }
  });

  it("an engine before which /proc hides says so instead of that nobody is there", async () => {
    const other = await unshareSpecimen();
    specimens.push(other);
    const mounted = await mountProc("hidepid=2");
    try {
      const answer = await asOrdinaryUser(async () => {
        const { engine, close } = observe(mounted.folder);
        try {
          return await engine.resolve(`host:${other.numbers[0]}`);
        } finally {
          close();
        }
      });
      assert.ok(answer.is === "notVisible");
      assert.ok(answer.denied);
    } finally {
      await mounted.unmount();
    }
  });

  it("through the /proc of another namespace, that one is the host", async () => {
    const nested = await unshareSpecimen({ depth: 3 });
    specimens.push(nested);
    const [first, second, third] = nested.numbers;
    const mounted = await mountProc("", first);
    const { engine, close } = observe(mounted.folder);
    const depth = numbersOf(first).length;
    try {
      const inFirst = (nr: number): number => numbersOf(nr)[depth - 1] ?? 0;
      assert.equal((await found(engine, "host:1")).task.tuples.length, 1);
      for (const nr of [second, third]) {
        assert.ok(nr !== undefined);
        const space = await spaceWhere(engine, `of ${nr}`, ({ pidns }) => pidns === namespaceOf(nr));
        await bothWays(engine, space.id, 1, inFirst(nr));
      }
      const { spaces } = await engine.spaces();
      assert.equal(spaces.length, 3);
      assert.equal(spaces[0]?.pidns, namespaceOf(first));
    } finally {
      close();
      await mounted.unmount();
    }
  });

  it("inside a container, that container is the host, and sees into what is nested in it", async function () {
    skipIf(this, whyNoDocker());
    const options = [
      "--volume",
      `${path.resolve("out")}:/pspace:ro`,
      "--cap-add",
      "SYS_PTRACE",
      "--cap-add",
      "SYS_ADMIN",
    ];
    const image = ensureImage("node", nodeContents);
    const command = ["unshare", "-p", "-f", "sleep", "1000005"];
    const box = await dockerSpecimen({ image, options: [...options, "--security-opt", "seccomp=unconfined"], command });
    specimens.push(box);
    const pspace = async (...words: readonly string[]): Promise<unknown> =>
      JSON.parse(await docker("exec", box.name, "node", "/pspace/cli.js", ...words, "--json"));
    const spaces = (await pspace("spaces")) as readonly Row[];
    assert.deepEqual(spaces[0]?.flags, { virtualPids: true, allSeeing: true });
    assert.equal(spaces[0].pidns, namespaceOf(box.numbers[0]));
    // Where the control groups tell: our own container is `host`, not a further space.
    assert.ok(spaces[0].container === undefined || spaces[0].container === box.id);
    const inner = spaces.find(({ id }) => id !== "host");
    assert.ok(inner && spaces.length === 2, JSON.stringify(spaces));
    const answer = (await pspace("resolve", `${inner.id}:1`)) as { readonly pid: number };
    const inside = (await docker("exec", box.name, "ps", "-o", "pid,args")).split("\n");
    const row = inside.find((line) => /^\s*\d+ sleep 1000005$/.test(line));
    assert.equal(answer.pid, Number(row?.trim().split(" ")[0]));
  });
});
