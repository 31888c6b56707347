/** A native program in a Docker container, its sources here: lldb-dap by our own type, with no other extension. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { whyNoDocker } from "../support/docker.ts";
import { skipIf } from "../support/skipping.ts";
import { endSessions, sourceFile, stopIn, untilCounting, untilNothingLeft, untilStopped } from "./debugging.ts";
import { Targets } from "./nodes.ts";

const source = "native/counter.c";

/** Why no native program can be attached to here. */
export function whyNoNative(): string | undefined {
  const why = whyNoDocker();
  if (why !== undefined) return why;
  try {
    execFileSync("lldb-dap-22", ["--help"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "lldb-22 is not installed";
  }
}

describe("attaching to a native program", function () {
  this.timeout(300_000);
  let targets: Targets;

  beforeEach(function () {
    targets = new Targets(); // the hooks after it run where it is skipped, too
    skipIf(this, whyNoNative());
  });
  afterEach(async () => {
    await endSessions();
    await untilNothingLeft();
    await targets.end();
  });

  it("stops in a container with the host's source, and leaves it untraced and running", async () => {
    const target = await targets.native("native");
    const line = stopIn(sourceFile(source));
    const stopped = await untilStopped({ task: target.tuple });
    assert.ok(stopped, "there is a session");
    assert.deepEqual([stopped.source, stopped.line], [sourceFile(source), line]);
    assert.match(await stopped.evaluate("count"), /^\d+$/);
    await endSessions();
    await untilCounting(target.count);
    assert.match(readFileSync(`/proc/${target.specimen.numbers[0]}/status`, "utf8"), /^TracerPid:\t0$/m);
  });

  it("several at once, each in its own container", async () => {
    const all = [await targets.native("first"), await targets.native("second")];
    stopIn(sourceFile(source));
    for (const { tuple } of all) assert.ok(await untilStopped({ task: tuple }));
    await endSessions();
    for (const { count } of all) await untilCounting(count);
  });
});
