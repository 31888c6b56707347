/** Tasks that are not there yet, that come back, and that come in numbers: waitFor, keepAttached, and a whole service at once. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { docker, whyNoDocker } from "../support/docker.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { whyNoNative } from "./attachNative.test.ts";
import {
  endSessions,
  removeBreakpoints,
  sourceFile,
  stopIn,
  untilCounting,
  untilNothingLeft,
  untilStopped,
} from "./debugging.ts";
import { listen, opened } from "./hold.ts";
import { counterScript, Targets } from "./nodes.ts";

const source = "native/counter.c";

describe("attaching to a task that", function () {
  this.timeout(300_000);
  let targets: Targets;
  let said: ReturnType<typeof listen>;

  beforeEach(function () {
    said = listen();
    targets = new Targets(); // the hooks after it run where it is skipped, too
    skipIf(this, whyNoNative() ?? whyNoDocker());
  });
  afterEach(async () => {
    said.stop();
    await endSessions();
    await untilNothingLeft();
    await targets.end();
  });

  it("is not there yet: its container is started afterwards, and it runs on when we leave", async () => {
    const target = await targets.native("awaited");
    await docker("stop", "--time", "1", target.specimen.name);
    stopIn(sourceFile(source));
    const stopping = untilStopped({ space: target.specimen.name, match: "counter", waitFor: true });
    await untilWaiting();
    await docker("start", target.specimen.name);
    const stopped = await stopping;
    assert.ok(stopped, said.heard.join());
    assert.equal(stopped.source, sourceFile(source));
    await endSessions();
    await untilCounting(target.count);
  });

  it("is a Node that has not begun: it is attached as soon as it can be spoken with", async () => {
    const target = await targets.container("awaited-node");
    await docker("stop", "--time", "1", target.specimen.name);
    stopIn(sourceFile(counterScript));
    const stopping = untilStopped({ space: target.specimen.name, match: "node", waitFor: true, debugger: "js-debug" });
    await untilWaiting();
    await docker("start", target.specimen.name);
    assert.ok(await stopping, said.heard.join());
    await endSessions();
    await untilCounting(target.count);
  });

  it("comes back with its container, again and again, until the person leaves", async () => {
    const target = await targets.native("kept");
    stopIn(sourceFile(source));
    const first = await untilStopped({ task: `docker://${target.specimen.name}:1`, keepAttached: true });
    assert.ok(first, said.heard.join());
    removeBreakpoints();
    const threads = (await first.session.customRequest("threads")) as { threads: { id: number }[] };
    await first.session.customRequest("continue", { threadId: threads.threads[0]?.id });
    await untilCounting(target.count);
    for (let turn = 0; turn < 2; turn += 1) {
      const again = nextStart(first.session.name);
      await docker("restart", "--time", "0", target.specimen.name);
      await again;
      await untilCounting(target.count);
    }
    await endSessions();
    await untilCounting(target.count);
  });

  it("is one of a whole service: all stand under one session, and what cannot be attached is told together", async () => {
    const { debugging } = await opened();
    const all = [await targets.native("one"), await targets.native("two")];
    const members = [...all.map(({ tuple }) => tuple), "no-such-space:1"].map((task) => ({
      reference: task,
      configuration: { type: "pspace", request: "attach", name: task, task },
    }));
    const ended = new Set<string>();
    const listening = vscode.debug.onDidTerminateDebugSession(({ name }) => ended.add(name));
    const failed = await debugging.attachTogether("the service", members);
    assert.deepEqual(
      failed.map(({ reference, problem }) => [reference, problem?.is]),
      [["no-such-space:1", "unresolved"]],
    );
    const parent = await until("the group has a session", () => {
      const session = vscode.debug.activeDebugSession;
      return session?.parentSession ?? (session?.name === "the service" ? session : undefined);
    });
    assert.equal(parent.name, "the service");
    await vscode.debug.stopDebugging(parent);
    await until("all have ended", () => all.every(({ tuple }) => ended.has(tuple)) && ended.has("the service"));
    listening.dispose();
    for (const { count } of all) await untilCounting(count);
  });
});

/** From then on nothing is missed. */
async function untilWaiting(): Promise<void> {
  const { debugging } = await opened();
  await until("it is waited for", () => debugging.waiting.length > 0);
}

/** Resolves when a session of this name has started. */
function nextStart(name: string): Promise<void> {
  return new Promise((done) => {
    const listening = vscode.debug.onDidStartDebugSession((session) => {
      if (session.name !== name) return;
      listening.dispose();
      done();
    });
  });
}
