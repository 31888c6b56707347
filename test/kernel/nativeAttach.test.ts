/** LLDB by the way that the gates open: into containers made with unshare and by Docker, as root and as the owner of a user namespace. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { findLldb } from "../../src/engine/gates/programs.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { makeNative, type NativeProgram } from "../support/native.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { carryOut } from "../support/way.ts";

describe("a native program in a container, through lldb-dap", function () {
  let native: NativeProgram;
  before(function () {
    if (process.getuid?.() !== 0) this.skip();
    if (!findLldb()) throw new Error("lldb-22 is not installed");
    native = makeNative();
  });
  after(() => {
    native.remove();
  });

  it("stops at a line of sources that lie elsewhere on the host, and lets the task go on", async () => {
    const kernel = openLinux();
    const folder = mkdtempSync(path.join(tmpdir(), "pspace-lldb-"));
    const specimen = await unshareSpecimen({ command: [native.program], also: ["net"] });
    const subject = subjectOf(kernel, specimen.numbers[0]);
    const gates = openGates(kernel);
    const way = await gates.open(subject, { debugger: "lldb-dap", folder, sources: [native.sources] });
    assert.ok(way.is === "opened", JSON.stringify(way));
    const carried = await carryOut(way);
    const { client } = carried;
    await client.request("initialize", {
      adapterID: "lldb-dap",
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: "path",
    });
    const attached = client.request("attach", way.configuration);
    await client.event("initialized");
    const set = await client.request("setBreakpoints", {
      source: { path: native.file },
      breakpoints: [{ line: native.line }],
    });
    await client.request("configurationDone");
    assert.ok((await attached).success, carried.said());
    assert.deepEqual(
      (set.body["breakpoints"] as { verified: boolean }[]).map(({ verified }) => verified),
      [true],
    );
    const stop = await client.event("stopped", (body) => body["reason"] === "breakpoint");
    const trace = await client.request("stackTrace", { threadId: stop.body["threadId"], levels: 1 });
    const [frame] = trace.body["stackFrames"] as { line: number; source: { path: string } }[];
    assert.deepEqual([frame?.line, frame?.source.path], [native.line, native.file]);
    const tracer = kernel.glance({ ...subject.hold.pid, nr: carried.tracer });
    assert.notEqual(typeof tracer, "string");
    if (typeof tracer !== "string") assert.deepEqual(gates.guard(subject, { tracer: tracer.pid }), { is: "same" });
    await client.request("disconnect", { terminateDebuggee: false });
    await carried.end();
    assert.ok(subject.hold.alive());
    assert.equal(kernel.tracerOf(subject.hold.pid), "none");
    await gates.close(subject);
    subject.hold.release();
    await specimen.end();
    rmSync(folder, { recursive: true });
  });
});
