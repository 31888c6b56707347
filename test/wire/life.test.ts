/** The life of an engine process: it ends with its client, comes back knowing the same tasks, and stands beside others. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { stateOf } from "../support/execs.ts";
import { endChild } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { skipIf } from "../support/skipping.ts";
import { unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { startEngine, temporaryState } from "./engineProcess.ts";

describe("an engine process", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();

  afterEach(() => endSpecimens(specimens));
  after(() => {
    state.remove();
  });

  it("ends with 0 when its client closes stdin", async () => {
    const engine = startEngine(state.env);
    await engine.asks.spaces();
    assert.equal(await engine.end(), 0);
  });

  it("refuses a line that it does not know, with 2", async () => {
    assert.equal(await startEngine(state.env, ["--what"]).ended, 2);
  });

  it("answers many large questions at once, each in full", async () => {
    const engine = startEngine(state.env);
    const answers = await Promise.all(Array.from({ length: 40 }, () => engine.asks.tasks({ space: "host" })));
    for (const answer of answers) {
      assert.ok(answer.is === "found");
      assert.ok(answer.tasks.some(({ host }) => host.nr === engine.child.pid));
    }
    await engine.end();
  });

  it("knows the same spaces and tasks after it was killed and started again", async function () {
    skipIf(this, whyNoNamespaces());
    const specimen = await unshareSpecimen({ depth: 2 });
    specimens.push(specimen);
    const identities = async (engine: ReturnType<typeof startEngine>) => {
      const answers = await Promise.all(specimen.numbers.map((nr) => engine.asks.resolve({ tuple: `host:${nr}` })));
      const { spaces } = await engine.asks.spaces();
      return answers.map((answer) => {
        assert.ok(answer.is === "found");
        const space = spaces.find(({ id }) => id === answer.task.member);
        return { task: answer.task.id, start: answer.task.start, space: space?.identity };
      });
    };
    const first = startEngine(state.env);
    const before = await identities(first);
    first.child.kill("SIGKILL");
    assert.equal(await first.ended, "SIGKILL");
    const second = startEngine(state.env);
    assert.deepEqual(await identities(second), before);
    await second.end();
  });

  it("shares the user's names with an engine beside it", async function () {
    skipIf(this, whyNoNamespaces());
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    const [one, other] = [startEngine(state.env), startEngine(state.env)];
    await other.asks.spaces();
    const found = await one.asks.resolve({ tuple: `host:${specimen.numbers[0]}` });
    assert.ok(found.is === "found");
    assert.equal((await one.asks.name({ space: found.task.member, name: specimen.name })).is, "named");
    const seen = await other.asks.resolve({ tuple: `${specimen.name}:1` });
    assert.ok(seen.is === "found");
    assert.equal(seen.task.id, found.task.id);
    await Promise.all([one.end(), other.end()]);
  });

  it("tells a client that watches who starts and who ends", async function () {
    skipIf(this, whyNoNamespaces());
    const engine = startEngine(state.env);
    await engine.asks.spaces();
    await engine.asks.watch({ on: true });
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    const started = await until("its start is told", () =>
      engine.changes.flatMap(({ tasks }) => tasks).find(({ host }) => host.nr === nr),
    );
    await endSpecimens(specimens);
    await until("its end is told", () =>
      engine.changes.some(({ goneTasks }) => goneTasks.some(({ id }) => id === started.id)),
    );
    await engine.end();
  });

  it("leaves nobody stopped when it is killed over a task that it waited for", async function () {
    const engine = startEngine(state.env);
    const name = `pst${randomUUID().slice(0, 8)}`;
    const begun = await engine.asks.waitFor({ space: "host", match: name });
    assert.ok(begun.is === "waiting");
    skipIf(this, begun.how === "seldom" ? "nothing is ever stopped here" : undefined);
    // a copy, for it must be called like nothing else
    const program = path.join(mkdtempSync(path.join(os.tmpdir(), "pspace-life-")), name);
    copyFileSync("/bin/sleep", program);
    chmodSync(program, 0o755);
    const child = spawn("sh", ["-c", '"$PROGRAM" 1000; exit'], {
      env: { ...process.env, PROGRAM: program },
      stdio: "ignore",
    });
    try {
      const waited = await engine.asks.waited({ wait: begun.wait });
      assert.ok(waited.is === "found" && waited.stopped);
      const { nr } = waited.task.host;
      await until("it stands", () => stateOf(nr) === "T");
      engine.child.kill("SIGKILL");
      await engine.ended;
      await until("it runs on", () => stateOf(nr) === "S");
      process.kill(nr, "SIGKILL");
    } finally {
      await endChild(child);
      rmSync(path.dirname(program), { recursive: true });
    }
  });
});
