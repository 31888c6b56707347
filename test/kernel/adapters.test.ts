/**
 * Accidents with real debuggers, each reproduced (the danger is real on this machine) and avoided (by what the gates
 * say, open and guard). Numbers are those of the recipe that they come from: "never kill an adapter", and so on.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { findLldb } from "../../src/engine/gates/programs.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { attach, breakIn, numberHere, stopAt } from "../support/breakpoint.ts";
import { makeFreezer } from "../support/freezer.ts";
import { makeNative, type NativeProgram } from "../support/native.ts";
import { commandOf, endChild, lives, threadsOf, untilDescendant } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { carryOut } from "../support/way.ts";
import { skipIf } from "../support/skipping.ts";
import { whyNot } from "../support/run.ts";

describe("accidents with debuggers", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const programs: NativeProgram[] = [];
  const children: ChildProcess[] = [];
  const kernel = openLinux();
  const lldb = findLldb();
  let folder = "";
  let elsewhere = "";
  before(function () {
    skipIf(this, whyNot("gcc") ?? debuggers["lldb-dap"].missing?.());
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-accident-"));
    elsewhere = mkdtempSync(path.join(tmpdir(), "pspace-accident-"));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await endChild(child);
    await endSpecimens(specimens);
    for (const each of programs.splice(0)) each.remove();
    for (const each of [folder, elsewhere]) rmSync(each, { recursive: true, force: true });
  });

  function program(options: readonly string[] = []): NativeProgram {
    const made = makeNative(options);
    programs.push(made);
    return made;
  }

  async function contained(...command: readonly string[]): Promise<number> {
    const specimen = await unshareSpecimen({ command });
    specimens.push(specimen);
    return specimen.numbers.at(-1) ?? 0;
  }

  async function wayTo(nr: number, native: NativeProgram): Promise<WayOf<Pid>> {
    const subject = subjectOf(kernel, nr);
    const way = await openGates(kernel).open(subject, { debugger: "lldb-dap", folder, sources: [native.sources] });
    subject.hold.release();
    assert.ok(way.is === "opened", JSON.stringify(way));
    return way;
  }

  /** A container in which the specimen lies over another program of the host's, and runs from there. */
  async function overHost(
    native: NativeProgram,
    other: string,
  ): Promise<{ readonly nr: number; readonly file: string }> {
    const file = path.join(elsewhere, "same-path");
    copyFileSync(other, file);
    const words = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c"];
    const child = spawn("unshare", [...words, `mount --bind ${native.program} ${file} && exec ${file}`], {
      stdio: "ignore",
      cwd: "/",
    });
    children.push(child);
    const nr = await untilDescendant(child.pid ?? 0, `${file} runs`, (each) => commandOf(each)[0] === file);
    return { nr, file };
  }

  it("the number: the container's own names a stranger here, so the host's is given; of a thread, its process's", async () => {
    const native = program();
    const nr = await contained(native.program);
    assert.notDeepEqual(commandOf(1), commandOf(nr));
    assert.equal((await wayTo(nr, native)).server?.command.at(-1), nr.toString());
    const subject = subjectOf(kernel, nr);
    const thread = threadsOf(nr).find((each) => each !== nr) ?? 0;
    assert.ok(thread > 0);
    const asked = {
      ...subject,
      task: { ...subject.task, process: numberHere(nr) },
      hold: { ...subject.hold, pid: numberHere(thread) },
    };
    const plan = await openGates(kernel).plan(asked, { debugger: "gdb", sources: [] });
    assert.equal(plan !== "gone" && plan.configuration["pid"], nr);
    subject.hold.release();
  });

  it("resolving links: a path below the target's root becomes the host's, so a private copy is given", async () => {
    const native = program();
    const { nr, file: host } = await overHost(native, "/bin/true");
    assert.equal(realpathSync(`/proc/${nr}/root${host}`), host, "the danger");
    const way = await wayTo(nr, native);
    const copy = String(way.configuration["program"]);
    assert.ok(copy.startsWith(`${folder}/`));
    assert.deepEqual(readFileSync(copy), readFileSync(native.program));
    assert.notDeepEqual(readFileSync(copy), readFileSync(host));
  });

  it("a program of the same path on the host: by number alone the breakpoint is nowhere, by our way it stops", async () => {
    const native = program();
    const { nr, file: host } = await overHost(native, "/bin/sleep");
    const naive: WayOf<Pid> = {
      is: "opened",
      type: "lldb-dap",
      configuration: { pid: nr, program: `/proc/${nr}/root${host}` },
      adapter: { command: [lldb?.adapter ?? ""], talks: "stdio" },
      proof: { by: "tracer" },
    };
    const carried = await carryOut(naive);
    const client = await attach(carried, naive, []);
    const set = await client.request("setBreakpoints", {
      source: { path: native.file },
      breakpoints: [{ line: native.line }],
    });
    const [breakpoint] = set.body["breakpoints"] as readonly { verified: boolean }[];
    assert.equal(breakpoint?.verified, false, "the danger");
    await client.request("disconnect", { terminateDebuggee: false });
    await carried.end();
    const subject = subjectOf(kernel, nr);
    const frame = await breakIn(openGates(kernel), kernel, subject, await wayTo(nr, native), native);
    assert.equal(frame?.line, native.line);
    subject.hold.release();
  });

  it("a killed server kills the target, unless it is kept; a closed stream lets it live", async () => {
    const native = program();
    for (const killed of ["the danger", "kept", "closed"]) {
      const nr = await contained(native.program);
      const way = await wayTo(nr, native);
      const bare = killed === "the danger" ? { ...way, server: bareServer(way) } : way;
      const carried = await carryOut(bare);
      const client = await attach(carried, bare, [native]);
      await stopAt(client);
      const tracer = kernel.tracerOf(numberHere(nr));
      if (killed !== "closed") process.kill(typeof tracer === "string" ? 0 : tracer.nr, "SIGKILL");
      await carried.end();
      if (killed === "the danger") await until("the target has died", () => !lives(nr));
      else assert.ok(lives(nr) && kernel.tracerOf(numberHere(nr)) === "none", killed);
    }
  });

  /** Without what keeps the task from its end. */
  function bareServer(way: WayOf<Pid>): NonNullable<WayOf<Pid>["server"]> {
    assert.ok(way.server);
    const { command, socket } = way.server;
    return { socket, command: command.slice(command.findIndex((word) => word === lldb?.server)) };
  }

  it("an adapter's success is not believed: the kernel says who traces", async () => {
    const native = program();
    const nr = await contained(native.program);
    const subject = subjectOf(kernel, nr);
    const gates = openGates(kernel);
    const way = await wayTo(nr, native);
    const stranger = await carryOut(way);
    await until("the stranger traces it", () => kernel.tracerOf(numberHere(nr)) !== "none");
    const guarded = gates.guard(subject, { tracer: numberHere(process.pid) });
    assert.deepEqual(guarded, { is: "same" }, "a child of ours is ours");
    children.push(spawn("sleep", ["1000000"], { stdio: "ignore" }));
    const other = numberHere(children[0]?.pid ?? 0);
    assert.equal((await gates.guard(subject, { tracer: other })).is, "notTraced");
    const second = await gates.open(subject, { debugger: "lldb-dap", folder, sources: [] });
    assert.ok(second.is === "refused" && second.why.includes("already traced by lldb-server"), JSON.stringify(second));
    await attach(stranger, way, []);
    await stranger.client.request("disconnect", { terminateDebuggee: false });
    await stranger.end();
    subject.hold.release();
  });

  it("gdb says success of a number that is nobody's; the guard does not", async function () {
    skipIf(this, debuggers.gdb.missing?.());
    const native = program();
    const nr = await contained(native.program);
    const subject = subjectOf(kernel, nr);
    const gates = openGates(kernel);
    const way = await gates.open(subject, { debugger: "gdb", folder, sources: [native.sources] });
    assert.ok(way.is === "opened");
    const nobody = { ...way, configuration: { ...way.configuration, pid: 2 ** 22 - 1 } };
    const carried = await carryOut(nobody);
    await attach(carried, nobody, []); // the danger: success
    assert.equal((await gates.guard(subject, { tracer: numberHere(carried.tracer) })).is, "notTraced");
    await carried.client.request("disconnect", { terminateDebuggee: false });
    await carried.end();
    subject.hold.release();
  });

  it("SIGUSR1 ends a process that does not catch it; it is never sent to one", async () => {
    const victim = spawn("sleep", ["1000000"], { stdio: "ignore" });
    children.push(victim);
    process.kill(victim.pid ?? 0, "SIGUSR1");
    await until("the danger: it has ended", () => victim.signalCode === "SIGUSR1");
    const nr = await contained("sleep", "infinity");
    const subject = subjectOf(kernel, nr);
    const way = await openGates(kernel).open(subject, { debugger: "js-debug", folder, sources: [] });
    assert.ok(way.is === "refused" && way.why.includes("is no Node process"));
    assert.ok(subject.hold.alive());
    subject.hold.release();
  });

  it("a Go debugger attaches to anything; a program that is not Go is refused it", async function () {
    skipIf(this, debuggers.delve.missing?.());
    const nr = await contained(program().program);
    const subject = subjectOf(kernel, nr);
    const way = await openGates(kernel).open(subject, { debugger: "delve", folder, sources: [] });
    assert.ok(way.is === "refused" && way.why.includes("is no Go program"));
    subject.hold.release();
  });

  it("a paused container makes a debug server wait without end; it is refused before", async function () {
    const native = program();
    const nr = await contained(native.program);
    const freezer = makeFreezer(nr);
    if (!freezer) {
      skipIf(this, "no freezer is mounted here that we may use");
      return;
    }
    try {
      const way = await wayTo(nr, native);
      await freezer.freeze();
      const [server = "", ...words] = bareServer(way).command;
      const hanging = spawn(server, words, { stdio: "ignore" });
      children.push(hanging);
      await until("it traces", () => kernel.tracerOf(numberHere(nr)) !== "none");
      assert.ok(!existsSync(way.server?.socket ?? ""), "the danger: it does not get to listen");
      const subject = subjectOf(kernel, nr);
      const facts = kernel.readAttachFacts(subject.hold.pid);
      assert.ok(typeof facts !== "string" && facts.frozen);
      const refused = await openGates(kernel).open(subject, { debugger: "js-debug", folder, sources: [] });
      assert.ok(refused.is === "refused" && refused.why.includes("is paused"), JSON.stringify(refused));
      subject.hold.release();
    } finally {
      await freezer.remove();
    }
  });
});
