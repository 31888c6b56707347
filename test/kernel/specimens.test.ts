/**
 * Every kind of space, observed from a real specimen through the real engine: its flags, its name, its tuples, and
 * lookups both ways, compared with what the runtime's own tools and the kernel's `NSpid` say.
 */
import assert from "node:assert/strict";
import type { Space } from "../../src/model/space.ts";
import { docker, dockerSpecimen, execSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage } from "../support/images.mjs";
import { bothWays, found, type Observed, observe, spaceWhere } from "../support/observed.ts";
import { namespaceOf, numbersOf, threadsOf } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { threadedCommand, unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";

const own = { virtualPids: true, allSeeing: false };
const seesAll = { virtualPids: false, allSeeing: true };

/** The number in its own namespace, as the kernel says it. */
const innermost = (nr: number): number => numbersOf(nr).at(-1) ?? 0;

const isContainer =
  ({ id }: Specimen) =>
  (space: Space): boolean =>
    space.container?.id === id;

describe("a space of Docker", function () {
  this.timeout(180_000);
  const specimens: Specimen[] = [];
  const keep = (specimen: Specimen): Specimen => {
    specimens.push(specimen);
    return specimen;
  };
  let observed: Observed;
  let image: string;
  let web: Specimen;

  before(async function () {
    observed = observe();
    skipIf(this, whyNoDocker());
    image = ensureImage("busybox");
    web = keep(await dockerSpecimen({ image, command: ["sh", "-c", "sleep 1000001 & sleep 1000002 & wait"] }));
  });
  afterEach(() => endSpecimens(specimens.splice(1)));
  after(async () => {
    await endSpecimens(specimens);
    observed.close();
  });

  it("has numbers of its own, Docker's name, and resolves both ways", async () => {
    const { engine } = observed;
    const space = await spaceWhere(engine, `docker://${web.name}`, isContainer(web));
    assert.deepEqual(space.flags, own);
    assert.equal(space.name, web.name);
    assert.equal(space.container?.runtime, "docker");
    assert.equal(space.parent, "host");
    assert.equal(space.pidns, namespaceOf(web.numbers[0]));
    assert.equal(space.provenance, "runtime");
    const rows = await until("all three run", async () => {
      const lines = (await docker("top", web.name, "-eo", "pid,args")).split("\n").slice(1);
      return lines.length === 3 && lines.map((line) => Number(/\d+/.exec(line)?.[0]));
    });
    for (const nr of rows) {
      for (const reference of [web.name, `docker://${web.name}`, `docker://${web.id ?? ""}`, space.id]) {
        await bothWays(engine, reference, innermost(nr), nr);
      }
    }
    // What `ps` says inside, which knows nothing of the host: the same commands under the same numbers.
    const inside = (await docker("exec", web.name, "ps", "-o", "pid,args")).split("\n").slice(1);
    for (const line of inside.filter((text) => text.includes("sleep"))) {
      const { task } = await found(engine, `${web.name}:${/\d+/.exec(line)?.[0] ?? ""}`);
      assert.ok(line.trim().endsWith(task.command.join(" ")), `${line} is ${task.command.join(" ")}`);
    }
  });

  it("takes in what was exec'ed into it", async () => {
    const entered = keep(await execSpecimen(web, ["sleep", "1000003"]));
    const [nr] = entered.numbers;
    await observed.engine.spaces();
    await bothWays(observed.engine, web.name, innermost(nr), nr);
  });

  it("by --pid=host has no numbers of its own and sees everything under the host's", async () => {
    const { engine } = observed;
    const agent = keep(await dockerSpecimen({ image, options: ["--pid=host"] }));
    const space = await spaceWhere(engine, `docker://${agent.name}`, isContainer(agent));
    assert.deepEqual(space.flags, seesAll);
    assert.equal(space.name, agent.name);
    assert.equal(space.numbering, "host");
    assert.equal(space.tasks, 1);
    await bothWays(engine, agent.name, agent.numbers[0], agent.numbers[0]);
    await bothWays(engine, agent.name, web.numbers[0], web.numbers[0]);
    await bothWays(engine, agent.name, process.pid, process.pid);
  });

  it("by --pid=container is a space of its own with the other's numbers", async () => {
    const { engine } = observed;
    const side = keep(await dockerSpecimen({ image, options: [`--pid=container:${web.name}`] }));
    const [nr] = side.numbers;
    const space = await spaceWhere(engine, `docker://${side.name}`, isContainer(side));
    const shared = await spaceWhere(engine, `docker://${web.name}`, isContainer(web));
    assert.deepEqual(space.flags, seesAll);
    assert.equal(space.numbering, shared.id);
    assert.equal(space.tasks, 1);
    assert.equal(numbersOf(nr).length, numbersOf(web.numbers[0]).length);
    for (const reference of [side.name, web.name]) {
      await bothWays(engine, reference, innermost(nr), nr);
      await bothWays(engine, reference, 1, web.numbers[0]);
    }
    assert.equal((await found(engine, `${side.name}:1`)).task.space, shared.id);
    assert.equal((await found(engine, `host:${nr}`)).task.space, space.id);
  });

  it("is frozen while it is paused", async () => {
    const { engine } = observed;
    const isFrozen = async (): Promise<boolean | undefined> =>
      (await spaceWhere(engine, `docker://${web.name}`, isContainer(web))).frozen;
    assert.equal(await isFrozen(), undefined);
    await docker("pause", web.id ?? web.name);
    try {
      await until("the pause is seen", isFrozen);
    } finally {
      await docker("unpause", web.id ?? web.name);
    }
    await until("its end is seen", async () => (await isFrozen()) === undefined);
  });

  it("with a terminal has a shell that waits at it", async () => {
    const { engine } = observed;
    const typed = keep(await dockerSpecimen({ image, options: ["--tty", "--interactive"], command: ["sh"] }));
    assert.equal((await found(engine, `docker://${typed.name}:1`)).task.terminal, true);
    assert.equal((await found(engine, `docker://${web.name}:1`)).task.terminal, undefined, "it was given a script");
  });

  it("of a Compose project says so, and is found by its service", async () => {
    const labels = ["--label", "com.docker.compose.project=shop", "--label", "com.docker.compose.service=front"];
    const front = keep(await dockerSpecimen({ image, options: labels }));
    const space = await spaceWhere(observed.engine, `docker://${front.name}`, isContainer(front));
    assert.deepEqual(space.container?.group, { kind: "compose", name: "shop", service: "front" });
    assert.equal((await found(observed.engine, "docker://front:1")).pid.nr, front.numbers[0]);
  });

  it("with a namespace inside it has a space nested in it", async () => {
    const { engine } = observed;
    const options = ["--security-opt", "seccomp=unconfined", "--cap-add", "SYS_ADMIN"];
    const command = ["unshare", "-p", "-f", "sleep", "1000004"];
    const nest = keep(await dockerSpecimen({ image, options, command }));
    const inner = await until("the inner one runs", async () => {
      const rows = (await docker("top", nest.name, "-eo", "pid")).split("\n").slice(1).map(Number);
      return rows.find((nr) => numbersOf(nr).length === numbersOf(nest.numbers[0]).length + 1);
    });
    const outer = await spaceWhere(engine, `docker://${nest.name}`, isContainer(nest));
    const space = await spaceWhere(engine, "the inner one", ({ pidns }) => pidns === namespaceOf(inner));
    assert.equal(space.parent, outer.id);
    await bothWays(engine, space.id, 1, inner);
    await bothWays(engine, nest.name, numbersOf(inner).at(-2) ?? 0, inner);
    assert.equal((await found(engine, `${space.id}:1`, nest.name)).pid.nr, numbersOf(inner).at(-2));
  });
});

describe("an anonymous space", function () {
  this.timeout(180_000);
  const specimens: Specimen[] = [];
  let observed: Observed;

  before(function () {
    observed = observe();
    skipIf(this, whyNot());
  });
  afterEach(() => endSpecimens(specimens));
  after(() => {
    observed.close();
  });

  for (const user of [undefined, 65534]) {
    it(`three deep, made by ${user === undefined ? "root" : "an ordinary user"}: each task has a number at each depth`, async () => {
      const { engine } = observed;
      const nested = await unshareSpecimen({ depth: 3, ...(user === undefined ? {} : { user }) });
      specimens.push(nested);
      const outside = numbersOf(process.pid).length;
      const spaces = [];
      for (const nr of nested.numbers) {
        spaces.push(await spaceWhere(engine, `of ${nr}`, ({ pidns }) => pidns === namespaceOf(nr)));
      }
      assert.deepEqual(
        spaces.map(({ parent }) => parent),
        ["host", ...spaces.slice(0, -1).map(({ id }) => id)],
      );
      for (const [depth, space] of spaces.entries()) {
        assert.deepEqual(space.flags, own);
        assert.equal(space.depth, depth + 1);
        for (const nr of nested.numbers.slice(depth)) {
          await bothWays(engine, space.id, numbersOf(nr)[outside + depth] ?? 0, nr);
        }
      }
      const innermostTask = nested.numbers.at(-1) ?? 0;
      const { task } = await found(engine, `host:${innermostTask}`);
      assert.deepEqual(
        task.tuples.map(({ pid }) => pid.nr),
        numbersOf(innermostTask).slice(outside - 1),
      );
      assert.deepEqual(
        task.tuples.map(({ pid }) => pid.space).slice(1),
        spaces.map(({ id }) => id),
      );
    });
  }

  it("with threads: each thread is a task, and names its process", async () => {
    const { engine } = observed;
    const nested = await unshareSpecimen({ depth: 2, command: threadedCommand });
    specimens.push(nested);
    const nr = nested.numbers.at(-1) ?? 0;
    await until("its threads run", () => threadsOf(nr).length > 3);
    const space = await spaceWhere(engine, `of ${nr}`, ({ pidns }) => pidns === namespaceOf(nr));
    for (const thread of threadsOf(nr)) {
      const { pid, task } = await found(engine, `host:${thread}`, space.id);
      const back = await found(engine, `${space.id}:${pid.nr}`);
      assert.equal(back.pid.nr, thread);
      assert.equal(task.process?.nr, thread === nr ? undefined : nr);
    }
  });
});
