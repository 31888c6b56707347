/** What the editor shows of process and thread numbers in a session: each with its space, by our own adapter and by VS Code's for Node. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Extension } from "../../src/extension.ts";
import { whyNoDocker } from "../support/docker.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { whyNoNative } from "./attachNative.test.ts";
import { endSessions, sourceFile, stopIn, untilNothingLeft, untilStopped, type Stopped } from "./debugging.ts";
import { opened } from "./hold.ts";
import { counterScript, Targets, type Target } from "./nodes.ts";

interface Shown {
  readonly type: string;
  readonly event?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

describe("numbers that a session shows", function () {
  this.timeout(300_000);
  let targets: Targets;
  let use: Extension;
  let watching: vscode.Disposable | undefined;
  const shown: Shown[] = [];

  beforeEach(async () => {
    targets = new Targets();
    use = await opened(); // our own tracker is the first
    shown.length = 0;
    watching = vscode.debug.registerDebugAdapterTrackerFactory("*", {
      createDebugAdapterTracker: () => ({
        onDidSendMessage: (message: Shown) => {
          if (message.type === "event") shown.push(structuredClone(message));
        },
      }),
    });
  });
  afterEach(async () => {
    watching?.dispose();
    await endSessions();
    await untilNothingLeft();
    await targets.end();
  });

  /** The container's number 1 by both its names, once its runtime has said what it is called. */
  async function labelOf({ specimen }: Target): Promise<string> {
    const { name, numbers } = specimen;
    await until("the container has its name", () =>
      [...use.spaces.picture.spaces.values()].some((space) => space.name === name),
    );
    return `${name}:1 (host ${numbers[0]})`;
  }

  async function threadsIn({ session }: Stopped): Promise<readonly string[]> {
    const answer = (await session.customRequest("threads")) as { threads: readonly { readonly name: string }[] };
    return answer.threads.map(({ name }) => name);
  }

  const bodiesOf = (event: string) => shown.flatMap((one) => (one.event === event && one.body ? [one.body] : []));

  it("a container's program: threads, what the debugger says of itself, and what is typed in its console", async function () {
    skipIf(this, whyNoNative());
    const target = await targets.native("names");
    const label = await labelOf(target);
    stopIn(sourceFile("native/counter.c"));
    const stopped = await untilStopped({ task: target.tuple });
    assert.ok(stopped);
    assert.deepEqual(await threadsIn(stopped), [`counter [${label}]`]);
    const typed = { expression: "thread list", context: "repl" };
    const { result } = (await stopped.session.customRequest("evaluate", typed)) as { readonly result: string };
    assert.ok(result.includes(`tid = ${label},`), result);
    const output = bodiesOf("output").map((body) => String(body["output"]));
    assert.ok(
      output.some((text) => text.startsWith(`Attached to process ${label}`)),
      output.join(""),
    );
    assert.deepEqual(
      bodiesOf("process").map((body) => [body["systemProcessId"], String(body["name"]).endsWith(`[${label}]`)]),
      [[target.specimen.numbers[0], true]],
    );
  });

  it("Node, whose debugger is VS Code's own", async function () {
    skipIf(this, whyNoDocker());
    const target = await targets.container("names");
    const label = await labelOf(target);
    stopIn(sourceFile(counterScript));
    const stopped = await untilStopped({ task: target.tuple });
    assert.ok(stopped);
    assert.deepEqual(await threadsIn(stopped), [`Remote Process [${label}]`]);
  });
});
