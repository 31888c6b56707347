/**
 * Debuggers that live in their task: when the relay to it ends, is killed, or the task's own debug adapter is, while
 * the task stands at a breakpoint, it goes on.
 */
import assert from "node:assert/strict";
import { execFileSync, type ChildProcess } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { findDebugpy } from "../../src/engine/gates/debugpyCopy.ts";
import type { Subject } from "../../src/engine/gates/gates.ts";
import { findProgram } from "../../src/engine/gates/programs.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { attach, stopAt } from "../support/breakpoint.ts";
import { standInNode } from "../support/inspectorBreak.ts";
import { standInJdb } from "../support/jdb.ts";
import { assertUnharmed, descendants } from "../support/midway.ts";
import { childrenOf, commandOf } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { carryOut } from "../support/way.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { whyNot } from "../support/run.ts";

describe("a relay that ends in the middle of a session", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const children: ChildProcess[] = [];
  const kernel = openLinux();
  let folder = "";
  before(function () {
    skipIf(this, whyNot("unshare", "ip"));
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-midway-"));
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await endSpecimens(specimens);
    rmSync(folder, { recursive: true, force: true });
  });

  async function contained(...command: readonly string[]): Promise<Subject> {
    const specimen = await unshareSpecimen({ command, also: ["net"] });
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    execFileSync("nsenter", ["--target", nr.toString(), "--net", "ip", "link", "set", "lo", "up"]);
    return subjectOf(kernel, nr);
  }

  /** As soon as its gates are open. */
  async function opened(subject: Subject, name: string): Promise<WayOf<Pid>> {
    const gates = openGates(kernel);
    return until("the way is open", async () => {
      const way = await gates.open(subject, { debugger: name, folder, sources: [folder] });
      return way.is === "opened" && way;
    });
  }

  function put(source: string, mark: RegExp): { readonly file: string; readonly line: number } {
    const file = path.join(folder, source);
    copyFileSync(path.resolve("test/support/programs", source), file);
    return {
      file,
      line:
        readFileSync(file, "utf8")
          .split("\n")
          .findIndex((text) => mark.test(text)) + 1,
    };
  }

  const goesOn = async (file: string): Promise<void> => {
    const { size } = statSync(file);
    await until(`${file} grows`, () => statSync(file).size > size + 5);
  };

  const nodes = [18, 22, 24].map((version) => [
    `Node ${version}`,
    path.join(process.env["PSPACE_NODES"] ?? "", `node_modules/node${version}/bin/node`),
  ]);
  for (const [what = "", program = ""] of [["this Node", process.execPath], ...nodes]) {
    it(`${what}: main thread and worker go on when it is told to end, or its stdin ends`, async function () {
      skipIf(this, existsSync(program) ? undefined : `${what} is not in .nodes: npm test puts it there`);
      const { file, line } = put("workers.js", /appendFileSync\(/);
      for (const end of [(relay: ChildProcess) => relay.kill(), (relay: ChildProcess) => relay.stdin?.destroy()]) {
        const subject = await contained(program, file, folder);
        const way = await opened(subject, "js-debug");
        const relay = await standInNode(way, "workers.js", line);
        children.push(relay);
        end(relay);
        for (const thread of ["worker", "main"]) await goesOn(path.join(folder, thread));
        await assertUnharmed(subject.hold.pid.nr);
        if (relay.exitCode === null) await once(relay, "exit");
        subject.hold.release();
      }
    });
  }

  it("Node: the main thread goes on also when it is killed", async () => {
    const { file, line } = put("workers.js", /appendFileSync\(/);
    const subject = await contained(process.execPath, file, folder);
    const relay = await standInNode(await opened(subject, "js-debug"), "workers.js", line);
    relay.kill("SIGKILL");
    await goesOn(path.join(folder, "main"));
    subject.hold.release();
  });

  for (const victim of ["relay", "adapter"]) {
    it(`Python goes on when the ${victim} is killed`, async function () {
      skipIf(this, findDebugpy() ? whyNot("gdb") : "there is no whole debugpy of 1.8 or newer here");
      const { file, line } = put("counter.py", /^\s*return doubled/);
      const subject = await contained("/usr/bin/python3", file);
      const { nr } = subject.hold.pid;
      await until("it counts", () => /^Name:\tcounting$/m.test(readFileSync(`/proc/${nr}/status`, "utf8")));
      const way = await opened(subject, "debugpy");
      const carried = await carryOut(way);
      const client = await attach(carried, way, [{ file, line }]);
      await stopAt(client);
      const mark = victim === "relay" ? /\("net"\)\.connect/ : /debugpy\/adapter/;
      const found = [...descendants(), ...childrenOf(nr)].filter((each) => mark.test(commandOf(each).join(" ")));
      assert.ok(found.length > 0);
      for (const each of new Set(found)) process.kill(each, "SIGKILL");
      await carried.end();
      await assertUnharmed(nr, "counting");
      subject.hold.release();
    });
  }

  it("Java goes on when it is killed", async function () {
    skipIf(this, whyNot("jdb", "javac"));
    const { line } = put("Counter.java", /^\s*return doubled/);
    execFileSync("javac", ["-g", "Counter.java"], { cwd: folder });
    const jdwp = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005";
    const subject = await contained(findProgram(["java"]) ?? "java", jdwp, "-cp", folder, "Counter");
    const way = await opened(subject, "java");
    assert.ok(way.tunnel);
    const { relays, jdb } = await standInJdb(way.tunnel.relay, `Counter:${line}`);
    children.push(jdb);
    for (const relay of relays) relay.kill("SIGKILL");
    await assertUnharmed(subject.hold.pid.nr, "java");
    subject.hold.release();
  });
});
