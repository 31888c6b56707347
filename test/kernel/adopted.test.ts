/** A task whose parent ends is another's child from then on; the kernel tells nobody, and who watches is told. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { parentOf } from "../support/processes.ts";

describe("a task that outlives its parent", function () {
  this.timeout(60_000);

  it("is told with its new one", async function () {
    const listener = await openLinux().listen(() => undefined);
    skipIf(this, listener === "unavailable" ? "nothing is told here" : undefined);
    if (listener !== "unavailable") listener.close();
    const shell = spawn("sh", ["-c", "sleep 300 >/dev/null & echo $!; read line"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const printed = text(shell.stdout);
    const engine = bareEngine(openLinux());
    /** By number in `host`, as told last. */
    const parents = new Map<number, number | undefined>();
    engine.onChange(({ tasks }) => {
      for (const { task } of tasks) parents.set(task.tuples[0]?.pid.nr ?? 0, task.parent?.nr);
    });
    await engine.watch(true);
    shell.stdin.end();
    const nr = Number(await printed);
    try {
      await until("it is told", () => parents.has(nr) && parents.get(nr) !== shell.pid);
      assert.equal(parents.get(nr), parentOf(nr));
    } finally {
      engine.stop();
      process.kill(nr, "SIGKILL");
    }
  });
});
