/** From (space, number) to a stopped breakpoint in Node, in a real VS Code: real namespaces, js-debug through the tunnel. */
import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { whyNoDocker } from "../support/docker.ts";
import {
  endSessions,
  sourceFile,
  stopIn,
  untilCounting,
  untilNothingLeft,
  untilStopped,
  type Stopped,
} from "./debugging.ts";
import { skipIf } from "../support/skipping.ts";
import { opened } from "./hold.ts";
import { counterScript, Targets, type Target } from "./nodes.ts";
import { willPick } from "./picking.ts";

describe("attaching to Node", function () {
  this.timeout(300_000);
  let targets: Targets;
  let line: number;

  beforeEach(() => {
    targets = new Targets();
    line = stopIn(sourceFile(counterScript));
  });
  afterEach(async () => {
    await endSessions();
    await untilNothingLeft();
    await targets.end();
  });

  async function isStoppedIn(stopped: Stopped | undefined, mark: string): Promise<void> {
    assert.ok(stopped, "there is a session");
    assert.deepEqual([path.basename(stopped.source), stopped.line], ["counter.js", line]);
    assert.equal(await stopped.evaluate("globalThis.mark"), `'${mark}'`);
    assert.equal(await stopped.evaluate("process.pid"), "1");
  }

  async function runsOn({ count }: Target): Promise<void> {
    await endSessions();
    await untilCounting(count);
    line = stopIn(sourceFile(counterScript));
  }

  it("stops in the one of two that the tuple names, with its source, and leaves it running", async () => {
    const [one, two] = [await targets.unshared("one"), await targets.unshared("two")];
    for (const [mark, target] of Object.entries({ two, one })) {
      await isStoppedIn(await untilStopped({ task: target.tuple }), mark);
      await runsOn(target);
    }
  });

  it("stops in a container and in a namespace that have the same number and port", async function () {
    skipIf(this, whyNoDocker());
    const [container, namespace] = [await targets.container("container"), await targets.unshared("namespace")];
    for (const [mark, target] of Object.entries({ container, namespace })) {
      await isStoppedIn(await untilStopped({ task: target.tuple }), mark);
    }
    await endSessions();
    await Promise.all([untilCounting(container.count), untilCounting(namespace.count)]);
  });

  it("takes a tuple where a Node configuration keeps a process id", async () => {
    const [target] = [await targets.unshared("tuple"), await targets.unshared("other")];
    for (const type of ["node", "pwa-node"]) {
      await isStoppedIn(await untilStopped({ type, processId: target.tuple }), "tuple");
      await runsOn(target);
    }
  });

  it("asks for the task where the configuration says so, by our own type and by Node's", async () => {
    const use = await opened();
    const target = await targets.unshared("picked");
    for (const configuration of [
      { task: "${command:pspace.pickTask}" },
      { type: "node", processId: "${command:pspace.pickTask}" },
    ]) {
      const { answered } = await willPick(use, target.specimen.numbers[0]);
      await isStoppedIn(await untilStopped(configuration), "picked");
      await answered;
      await runsOn(target);
    }
  });

  it("never tells js-debug to end the task, whose number may be another's here", async () => {
    await opened(); // our own tracker is the first
    const said: unknown[] = [];
    const watching = vscode.debug.registerDebugAdapterTrackerFactory("*", {
      createDebugAdapterTracker: () => ({
        onWillReceiveMessage: (message: { command?: string; arguments?: { terminateDebuggee?: boolean } }) => {
          if (message.command === "disconnect") said.push(message.arguments?.terminateDebuggee);
          assert.notEqual(message.command, "terminate");
        },
      }),
    });
    try {
      const target = await targets.unshared("spared");
      await isStoppedIn(await untilStopped({ task: target.tuple }), "spared");
      await runsOn(target);
      assert.ok(said.length > 0 && said.every((each) => each === false), JSON.stringify(said));
    } finally {
      watching.dispose();
    }
  });
});
