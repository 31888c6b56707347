/** From (space, number) to a stopped breakpoint in Node, in a real VS Code: real namespaces, js-debug through the tunnel. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { namespaceOf } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { endSessions, Leftovers, sourceFile, stopIn, untilCounting, untilStopped, type Stopped } from "./debugging.ts";

describe("attaching to Node", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  let leftovers: Leftovers;
  let counts: string;
  let line: number;

  beforeEach(() => {
    counts = mkdtempSync(path.join(tmpdir(), "pst-counts-"));
    leftovers = new Leftovers();
    line = stopIn(sourceFile("app/counter.js"));
  });
  afterEach(async () => {
    await endSessions();
    await leftovers.untilNone();
    await endSpecimens(specimens);
    leftovers.remove();
    rmSync(counts, { recursive: true, force: true });
  });

  /** Node as number 1 of namespaces of its own; its inspector will listen on 9229 of its own network. */
  async function unshared(
    mark: string,
  ): Promise<{ readonly specimen: Specimen; readonly tuple: string; readonly count: string }> {
    const count = path.join(counts, mark);
    const command = ["node", sourceFile("app/counter.js"), count, mark];
    const specimen = await unshareSpecimen({ command, also: ["net"] });
    specimens.push(specimen);
    await untilCounting(count);
    return { specimen, count, tuple: `${namespaceOf(specimen.numbers[0])}:1` };
  }

  async function isStoppedIn(stopped: Stopped | undefined, mark: string): Promise<void> {
    assert.ok(stopped, "there is a session");
    assert.deepEqual([path.basename(stopped.source), stopped.line], ["counter.js", line]);
    assert.equal(await stopped.evaluate("globalThis.mark"), `'${mark}'`);
    assert.equal(await stopped.evaluate("process.pid"), "1");
  }

  it("stops in the one that the tuple names, with its source, and leaves it running", async () => {
    const [one, two] = [await unshared("one"), await unshared("two")];
    for (const [mark, { tuple, count }] of Object.entries({ two, one })) {
      await isStoppedIn(await untilStopped({ task: tuple }), mark);
      await endSessions();
      await untilCounting(count);
      line = stopIn(sourceFile("app/counter.js"));
    }
  });
});
