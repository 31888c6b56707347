/** A program that was stopped at its exec, and what each native debugger makes of it: it stops at a line that runs once. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { bareEngine } from "../support/bareEngine.ts";
import { attach, stopAt } from "../support/breakpoint.ts";
import { hasWritten, makeFirst, stateOf, type FirstProgram } from "../support/execs.ts";
import { endChild } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { carryOut } from "../support/way.ts";

describe("attaching to a program that was waited for", function () {
  this.timeout(300_000);
  const kernel = openLinux();
  const engine = bareEngine(kernel);
  let child: ChildProcess | undefined;
  let first: FirstProgram | undefined;
  let folder = "";
  before(function () {
    skipIf(this, whyNot("gcc"));
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-wait-way-"));
  });
  afterEach(async () => {
    if (child) await endChild(child);
    first?.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  after(() => {
    engine.stop();
  });

  for (const name of ["lldb-dap", "gdb"] as const) {
    it(`by ${name}, which has it until we let go`, async function () {
      skipIf(this, debuggers[name].missing?.());
      first = makeFirst(["-g", "-O0", "-static"]);
      const begun = await engine.waits.begin({ space: "host", match: path.basename(first.program) });
      assert.ok(begun.is === "waiting");
      child = spawn("sh", ["-c", '"$FIRST"; exit'], {
        stdio: ["pipe", "ignore", "ignore"],
        env: { ...process.env, FIRST: first.program },
      });
      const waited = await engine.waits.next(begun.wait);
      assert.ok(waited.is === "found" && waited.stopped);
      const { hold, subject } = waited;
      const { nr } = subject.hold.pid;
      if (hasWritten(nr)) {
        engine.release(hold); // missed: counted elsewhere
        return;
      }
      const gates = openGates(kernel);
      const sources = [path.resolve("test/support/programs")];
      const way = await gates.open(subject, { debugger: name, folder, sources });
      assert.ok(way.is === "opened", JSON.stringify(way));
      const carried = await carryOut(way);
      try {
        if (way.server) engine.waits.go(hold); // the server has it
        const client = await attach(carried, way, [{ file: path.resolve("test/support/programs/first.c"), line: 5 }]);
        engine.waits.go(hold);
        const frame = await stopAt(client);
        assert.equal(frame?.line, 5);
        assert.ok(!hasWritten(nr));
        await client.request("disconnect", { terminateDebuggee: false });
      } finally {
        await carried.end();
      }
      await until("it runs on", () => hasWritten(nr) && stateOf(nr) === "S");
      engine.release(hold);
    });
  }
});
