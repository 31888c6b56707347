/**
 * Accidents with what a debugger puts into a target, and with what an adapter says of one that it has not got: each
 * reproduced, and avoided by what the gates open.
 */
import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { findDebugpy, putDebugpy } from "../../src/engine/gates/debugpyCopy.ts";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { findLldb } from "../../src/engine/gates/programs.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { makeNative } from "../support/native.ts";
import { endChild, lives } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { carryOut } from "../support/way.ts";

describe("accidents inside of a target", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const children: ChildProcess[] = [];
  const kernel = openLinux();
  let folder = "";
  before(function () {
    skipIf(this, whyNot("unshare", "ip", "gcc"));
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-inside-"));
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    await endSpecimens(specimens);
    for (const child of children.splice(0)) await endChild(child);
    rmSync(folder, { recursive: true, force: true });
  });

  it("debugpy put in twice listens no more; we never put it in where it is", async function () {
    skipIf(this, findDebugpy() ? whyNot("gdb") : "there is no whole debugpy of 1.8 or newer here");
    const script = path.join(folder, "counter.py");
    copyFileSync(path.resolve("test/support/programs/counter.py"), script);
    const specimen = await unshareSpecimen({ command: ["/usr/bin/python3", script], also: ["net"] });
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    execFileSync("nsenter", ["--target", `${nr}`, "--net", "ip", "link", "set", "lo", "up"]);
    const subject = subjectOf(kernel, nr);
    const asked = { debugger: "debugpy", folder, sources: [] };
    const way = await openGates(kernel).open(subject, asked);
    assert.ok(way.is === "opened" && way.proof.by === "listener", JSON.stringify(way));
    const { port } = way.proof;
    const listens = (): boolean => {
      const facts = kernel.readAttachFacts(subject.hold.pid);
      return typeof facts !== "string" && facts.listeners.includes(port);
    };
    assert.ok(listens());
    const again = await openGates(kernel).open(subject, asked); // gates that know nothing of it
    assert.ok(again.is === "refused" && again.why.includes("debugpy in it already"), JSON.stringify(again));
    assert.ok(listens() && subject.hold.alive());
    const put = /\/tmp\/\S+/.exec(way.leaves?.join(" ") ?? "")?.[0] ?? "";
    const words = ["-m", "debugpy", "--listen", `127.0.0.1:${port + 100}`, "--pid", `${nr}`];
    const env = { ...process.env, PYTHONPATH: put };
    children.push(spawn("python3", words, { env, stdio: "ignore" }));
    await until("the danger: it listens no more", () => !listens());
    subject.hold.release();
    rmSync(put, { recursive: true, force: true });
  });

  it("a mapped file that is written over ends the target; ours are new each time", async () => {
    for (const name of ["work.c", "worker.c"])
      copyFileSync(path.resolve("test/support/programs", name), path.join(folder, name));
    const library = path.join(folder, "libwork.so");
    execFileSync("gcc", ["-shared", "-fPIC", "-o", library, "work.c"], { cwd: folder });
    execFileSync("gcc", ["-o", "worker", "worker.c", library], { cwd: folder });
    const victim = spawn(path.join(folder, "worker"), { stdio: "ignore" });
    children.push(victim);
    await until("it has its library", () => {
      const facts = kernel.readAttachFacts(subjectOf(kernel, victim.pid ?? 0).hold.pid);
      return typeof facts !== "string" && facts.mapped.includes(library);
    });
    assert.equal(victim.signalCode, null);
    writeFileSync(library, "another version");
    await until("the danger: it has ended", () => victim.signalCode !== null);
    const from = path.join(folder, "from");
    mkdirSync(path.join(from, "debugpy"), { recursive: true });
    putDebugpy({ folder: from, version: "1" }, folder, "/put");
    assert.throws(() => {
      putDebugpy({ folder: from, version: "1" }, folder, "/put");
    });
  });

  it("an adapter announces a process that it has not got; what it announces is not believed", async function () {
    skipIf(this, debuggers["lldb-dap"].missing?.());
    const native = makeNative();
    try {
      const specimen = await unshareSpecimen({ command: [native.program] });
      specimens.push(specimen);
      const [nr] = specimen.numbers;
      const subject = subjectOf(kernel, nr);
      const gates = openGates(kernel);
      const naive: WayOf<Pid> = {
        is: "opened",
        type: "lldb-dap",
        configuration: { pid: nr, program: native.program },
        adapter: { command: [findLldb()?.adapter ?? ""], talks: "stdio" },
        proof: { by: "tracer" },
      };
      const tracer = spawn("gdb", ["-q", "-nx", "-p", `${nr}`], { stdio: ["pipe", "ignore", "ignore"] });
      children.push(tracer);
      await until("somebody else traces it", () => kernel.tracerOf(subject.hold.pid) !== "none");
      const carried = await carryOut(naive);
      await carried.client.request("initialize", { adapterID: "lldb-dap" });
      const attached = carried.client.request("attach", naive.configuration);
      await Promise.race([carried.client.event("initialized"), attached]);
      const done = carried.client.request("configurationDone");
      const announced = await carried.client.event("process");
      assert.equal(announced.body["systemProcessId"], nr, "the danger: it has it, it says");
      assert.equal((await Promise.race([attached, done])).success, false);
      assert.equal(
        (await gates.guard(subject, { tracer: { ...subject.hold.pid, nr: carried.tracer } })).is,
        "notTraced",
      );
      await carried.client.request("disconnect", { terminateDebuggee: false });
      await carried.end();
      tracer.stdin.end(); // GDB lets go of it and quits
      await until("nobody traces it", () => kernel.tracerOf(subject.hold.pid) === "none");
      assert.ok(lives(nr));
      subject.hold.release();
    } finally {
      native.remove();
    }
  });
});
