/** Go, Python and Java in containers made with unshare, by the ways that the gates open. What is not installed here is skipped by name. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { findDebugpy } from "../../src/engine/gates/debugpyCopy.ts";
import type { Subject } from "../../src/engine/gates/gates.ts";
import { findProgram } from "../../src/engine/gates/programs.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { breakIn } from "../support/breakpoint.ts";
import { debian13Specimen, whyNoDebian13 } from "../support/debian13.ts";
import { buildGo, unoptimised } from "../support/goProgram.ts";
import { stopInJdb } from "../support/jdb.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { skipIf } from "../support/skipping.ts";
import { whyNot } from "../support/run.ts";

describe("other languages in containers", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const kernel = openLinux();
  let folder = "";
  let built = "";
  let checkout = "";
  before(function () {
    skipIf(this, whyNot("unshare", "ip"));
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-language-"));
    chmodSync(folder, 0o755);
    [built, checkout] = [path.join(folder, "build/app"), path.join(folder, "checkout")];
    for (const each of [built, checkout]) mkdirSync(each, { recursive: true });
  });
  afterEach(async () => {
    await endSpecimens(specimens);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts the source where it is built and where the user has it; gives the user's file and the line to stop at. */
  function place(source: string): { readonly file: string; readonly line: number } {
    for (const each of [built, checkout])
      copyFileSync(path.resolve("test/support/programs", source), path.join(each, source));
    const lines = readFileSync(path.join(checkout, source), "utf8").split("\n");
    return { file: path.join(checkout, source), line: lines.findIndex((text) => /^\s*return doubled/.test(text)) + 1 };
  }

  async function contained(...command: readonly string[]): Promise<Subject> {
    const specimen = await unshareSpecimen({ command, also: ["net"] });
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    execFileSync("nsenter", ["--target", nr.toString(), "--net", "ip", "link", "set", "lo", "up"]);
    return subjectOf(kernel, nr);
  }

  it("Go, through Delve: substitutePath from the program's own line table", async function () {
    skipIf(this, whyNot("dlv", "go"));
    const { file, line } = place("counter.go");
    const program = path.join(folder, "counter");
    buildGo(built, "counter.go", program, unoptimised);
    const subject = await contained(program);
    const gates = openGates(kernel);
    const plan = await gates.plan(subject, { sources: [checkout] });
    assert.ok(plan !== "gone" && plan.debugger === "delve");
    for (const run of ["host", "inside"]) {
      const way = await gates.open(subject, { debugger: "delve", folder, sources: [checkout], run });
      assert.ok(way.is === "opened", JSON.stringify(way));
      const frame = await breakIn(gates, kernel, subject, way, { file, line });
      assert.deepEqual([frame?.line, frame?.source?.path], [line, file], run);
    }
    subject.hold.release();
  });

  it("Go without debug information: the files gate is shut, and says how to build it", async function () {
    skipIf(this, whyNot("go"));
    place("counter.go");
    const program = path.join(folder, "counter");
    buildGo(built, "counter.go", program, ["-ldflags=-s -w"]);
    const subject = await contained(program);
    const plan = await openGates(kernel).plan(subject, { sources: [checkout] });
    assert.ok(plan !== "gone");
    assert.deepEqual([plan.debugger, plan.gates.files.open], ["delve", false]);
    assert.match(plan.gates.files.cure ?? "", /-ldflags/);
    subject.hold.release();
  });

  it("Python, through debugpy: put in once, proved by its listener, reached again", async function () {
    skipIf(this, findDebugpy() ? whyNot("gdb") : "there is no whole debugpy of 1.8 or newer here");
    const { file, line } = place("counter.py");
    const subject = await contained("/usr/bin/python3", path.join(built, "counter.py"));
    const gates = openGates(kernel);
    for (let time = 0; time < 2; time++) {
      const way = await gates.open(subject, { debugger: "debugpy", folder, sources: [checkout] });
      assert.ok(way.is === "opened", JSON.stringify(way));
      assert.ok(way.proof.by === "listener");
      assert.deepEqual(gates.guard(subject, { port: way.proof.port }), { is: "same" });
      const frame = await breakIn(gates, kernel, subject, way, { file, line });
      assert.deepEqual([frame?.line, frame?.source?.path], [line, file]);
    }
    const put = readdirSync("/tmp").filter((name) => name.startsWith(".pspace-debugpy-"));
    await gates.close(subject);
    await gates.close(subject);
    const left = readdirSync("/tmp").filter((name) => put.includes(name));
    assert.equal(left.length, put.length - 1, "its files were taken away");
    assert.ok(subject.hold.alive());
    subject.hold.release();
  });

  it("Python 3.13 of another root, by the machine's own older one; a shared folder is its source map", async function () {
    const python = "/usr/bin/python3.13";
    skipIf(
      this,
      whyNoDebian13(python) ?? (findDebugpy() ? whyNot("gdb") : "there is no whole debugpy of 1.8 or newer here"),
    );
    const { line } = place("counter.py");
    const file = path.join(built, "counter.py"); // the very file, by its name here
    const specimen = await debian13Specimen(built, python, "/app/counter.py");
    specimens.push(specimen);
    const subject = subjectOf(kernel, specimen.numbers[0]);
    const gates = openGates(kernel);
    const way = await gates.open(subject, { debugger: "debugpy", folder, sources: [checkout] });
    assert.ok(way.is === "opened", JSON.stringify(way));
    const frame = await breakIn(gates, kernel, subject, way, { file, line });
    assert.deepEqual([frame?.line, frame?.source?.path], [line, file]);
    await gates.close(subject);
    assert.ok(subject.hold.alive());
    subject.hold.release();
  });

  it("Java, through its tunnel: the debugger of the JDK stops in it", async function () {
    skipIf(this, whyNot("jdb", "javac"));
    const { line } = place("Counter.java");
    execFileSync("javac", ["-g", "Counter.java"], { cwd: built });
    const jdwp = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005";
    const subject = await contained(findProgram(["java"]) ?? "java", jdwp, "-cp", built, "Counter");
    const gates = openGates(kernel);
    const way = await until("the debug port is open", async () => {
      const opened = await gates.open(subject, { debugger: "java", folder, sources: [checkout] });
      return opened.is === "opened" && opened;
    });
    assert.ok(way.tunnel && way.proof.by === "listener");
    assert.deepEqual(gates.guard(subject, { port: way.proof.port }), { is: "same" });
    const said = await stopInJdb(way.tunnel.relay, `Counter:${line}`);
    assert.match(said, new RegExp(`Breakpoint hit[^]*Counter\\.step\\(\\), line=${line}`));
    assert.ok(subject.hold.alive());
    subject.hold.release();
  });
});
