/** Waiting for a task: the guard on this very kernel, the engine over it, and what becomes of the stopped when somebody dies. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Engine } from "../../src/engine/engine.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { countFirsts, hasWritten, makeFirst, stateOf, type FirstProgram } from "../support/execs.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { endChild } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";

describe("waiting for a program", function () {
  this.timeout(300_000);
  const programs: FirstProgram[] = [];
  const children: ChildProcess[] = [];
  const engines: Engine[] = [];
  before(function () {
    skipIf(this, whyNot("gcc"));
  });
  afterEach(async () => {
    for (const each of engines.splice(0)) each.stop();
    for (const each of children.splice(0)) await endChild(each);
    for (const each of programs.splice(0)) each.remove();
  });

  const make = (options: readonly string[] = []): FirstProgram => {
    const first = makeFirst(options);
    programs.push(first);
    return first;
  };
  const open = (): Engine => {
    const engine = bareEngine(openLinux());
    engines.push(engine);
    return engine;
  };
  /** By a shell, in namespaces of its own where wished: what a waiting process starts itself is not waited for. */
  const start = ({ program }: FirstProgram, ...prefix: readonly string[]): void => {
    const words = [...prefix, "sh", "-c", '"$FIRST"; exit'];
    const env = { ...process.env, FIRST: program };
    children.push(spawn(words[0] ?? "", words.slice(1), { stdio: ["pipe", "ignore", "ignore"], env }));
  };
  const ownSpace = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "--"];

  async function waitFor(engine: Engine, space: string, { program }: FirstProgram) {
    const begun = await engine.waits.begin({ space, match: path.basename(program) });
    assert.ok(begun.is === "waiting" && begun.how === "events", JSON.stringify(begun));
    return begun.wait;
  }

  for (const options of [[], ["-static"]]) {
    const kind = options.length === 0 ? "linked to its libraries" : "a static one";
    it(`stops it at its exec, most often before its first line: ${kind}`, async () => {
      const counted = await countFirsts(openLinux(), make(options), 40);
      console.log(`    ${kind}: ${counted.before} of ${counted.execs} stood before the first line of main`);
      assert.equal(counted.before + counted.after, counted.execs);
      assert.ok(counted.before > 0);
    });
  }

  it("gives it held, and lets it run when it is told so", async () => {
    const [engine, first] = [open(), make()];
    const wait = await waitFor(engine, "host", first);
    start(first);
    const waited = await engine.waits.next(wait);
    assert.ok(waited.is === "found" && waited.stopped);
    const { nr } = waited.subject.hold.pid;
    await untilStands(nr);
    engine.waits.go(waited.hold);
    await until("it has run", () => hasWritten(nr));
    engine.release(waited.hold);
  });

  it("lets it run when its hold is released, as after an attach that failed", async () => {
    const [engine, first] = [open(), make()];
    const wait = await waitFor(engine, "host", first);
    start(first);
    const waited = await engine.waits.next(wait);
    assert.ok(waited.is === "found");
    engine.release(waited.hold);
    await until("it has run", () => hasWritten(waited.subject.hold.pid.nr));
  });

  it("finds it in the space that was meant, and lets its like in another run on", async () => {
    const [engine, first] = [open(), make()];
    const child = spawn(ownSpace[0] ?? "", [...ownSpace.slice(1), "sh"], { stdio: ["pipe", "ignore", "ignore"] });
    children.push(child);
    const space = await until("there is a space", async () => {
      const { spaces } = await engine.spaces();
      const found = await Promise.all(
        spaces.map(async (one) => {
          const listed = one.id === "host" ? undefined : await engine.tasks(one.id);
          return (
            listed?.is === "found" && listed.tasks.some(({ task }) => isChildOf(task.tuples[0]?.pid.nr, child)) && one
          );
        }),
      );
      return found.find((one) => one !== false);
    });
    const wait = await waitFor(engine, space.id, first);
    start(first, ...ownSpace); // a space that is newer than the wait: looked at, and let go
    const stranger = await until("the stranger has run", () => runningOf(first).find((nr) => hasWritten(nr)));
    child.stdin.write(`sleep infinity | ${first.program} &\n`); // one that was missed at its exec is there afterwards
    const waited = await engine.waits.next(wait);
    assert.ok(waited.is === "found" && waited.stopped);
    assert.notEqual(waited.subject.hold.pid.nr, stranger);
    assert.equal(waited.subject.task.space, space.id);
    engine.release(waited.hold);
  });

  it("leaves nobody stopped when the wait is ended", async () => {
    const [engine, first] = [open(), make()];
    const wait = await waitFor(engine, "host", first);
    engine.waits.end(wait);
    assert.deepEqual(await engine.waits.next(wait), { is: "ended" });
    start(first);
    await until("it has run", () => runningOf(first).some(hasWritten));
  });

  it("leaves nobody stopped when its guard is killed", async () => {
    const [engine, first] = [open(), make()];
    const before = guards();
    const wait = await waitFor(engine, "host", first);
    start(first);
    const waited = await engine.waits.next(wait);
    assert.ok(waited.is === "found" && waited.stopped);
    await untilStands(waited.subject.hold.pid.nr);
    for (const nr of guards()) if (!before.includes(nr)) process.kill(nr, "SIGKILL");
    await until("it has run", () => hasWritten(waited.subject.hold.pid.nr));
    engine.release(waited.hold);
  });
});

/** The signal that stops it is sent when we are told; it stands as soon as it comes back from its exec. */
const untilStands = (nr: number): Promise<boolean> => until("it stands", () => stateOf(nr) === "T");

/** Processes that run it now. */
function runningOf({ program }: FirstProgram): readonly number[] {
  return openLinux()
    .survey()
    .filter(({ name }) => name === path.basename(program).slice(0, 15))
    .map(({ pid }) => pid.nr);
}

/** The guards that this process has started. */
function guards(): readonly number[] {
  const kernel = openLinux();
  const own = kernel.survey().filter(({ parent }) => parent?.nr === process.pid);
  return own
    .filter(({ pid }) => kernel.readCommand(pid).some((word) => word.endsWith("waiter.js")))
    .map(({ pid }) => pid.nr);
}

function isChildOf(nr: number | undefined, child: ChildProcess): boolean {
  return (
    nr !== undefined && new RegExp(`^PPid:\\s+${child.pid ?? 0}$`, "m").test(readFileSync(`/proc/${nr}/status`, "utf8"))
  );
}
