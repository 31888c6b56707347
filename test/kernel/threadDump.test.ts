/** A thread dump of a Java in a namespace of its own: each `nid` leads to the thread's number on the host. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openEngine } from "../../src/engine/open.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { namespaceOf } from "../support/processes.ts";
import { run, whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";

describe("a thread dump from inside a container", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  let folder = "";
  let engine: Engine | undefined;

  before(function () {
    skipIf(this, whyNot("unshare", "java", "javac", "jcmd"));
    folder = mkdtempSync(path.join(tmpdir(), "pspace-dump-"));
  });
  after(async () => {
    engine?.stop();
    await endSpecimens(specimens);
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  });

  /** By the kernel alone: the host's numbers of its threads, by their own. */
  function threadsOf(nr: number): ReadonlyMap<number, number> {
    const threads = readdirSync(`/proc/${nr.toString()}/task`).map((thread) => {
      const text = readFileSync(`/proc/${nr.toString()}/task/${thread}/status`, "utf8");
      const own = /^NSpid:.*?(\d+)$/m.exec(text)?.[1];
      return [Number(own), Number(thread)] as const;
    });
    return new Map(threads);
  }

  it("nid leads to the thread's number on the host", async () => {
    await run("javac", ["-d", folder, path.resolve("test/support/programs/Counter.java")]);
    const command = ["java", "-XX:+UseSerialGC", "-cp", folder, "Counter", path.join(folder, "count")];
    const specimen = await unshareSpecimen({ command });
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    const dump = await until("the machine gives a thread dump", async () => {
      const text = await run("jcmd", [nr.toString(), "Thread.print"]).catch(() => "");
      return text.includes('"main"') && text;
    });
    engine = openEngine({ state: folder });
    const { speaker, numbers } = await engine.text({
      uri: "untitled:dump",
      told: namespaceOf(nr),
      edges: [],
      lines: dump.split("\n").map((text, line) => ({ line, text })),
      who: true,
    });
    assert.equal(speaker.is, "known");
    const threads = threadsOf(nr);
    const found = numbers.filter(({ mention }) => mention.format === "Java thread dump" && threads.has(mention.nr));
    assert.ok(found.length >= 8, dump);
    for (const { mention, holder } of found) {
      assert.ok(holder?.is === "living", `${mention.nr.toString()}: ${String(holder?.is)}`);
      assert.equal(holder.task.tuples[0]?.pid.nr, threads.get(mention.nr));
      assert.equal(holder.task.tuples.at(-1)?.pid.nr, mention.nr);
    }
  });
});
