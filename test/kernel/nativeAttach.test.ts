/** Native debuggers by the ways that the gates open, in containers made with unshare: as root, and as the owner of a user namespace. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DebuggerName } from "../../src/model/plan.ts";
import { openGates } from "../../src/engine/gates/attach.ts";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { breakIn } from "../support/breakpoint.ts";
import { makeNative, whyNotCompiled, type NativeProgram } from "../support/native.ts";
import { namespaceOf, numbersOf } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { skipIf } from "../support/skipping.ts";
import { whyNot } from "../support/run.ts";

describe("native programs in containers", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const programs: NativeProgram[] = [];
  const specimens: Specimen[] = [];
  const kernel = openLinux();
  let folder = "";
  before(function () {
    skipIf(this, whyNot("gcc"));
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-native-way-"));
  });
  afterEach(async () => {
    await endSpecimens(specimens);
    for (const each of programs.splice(0)) each.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Attaches and compares the place of the stop with the line of the user's own copy of the source. */
  async function stops(
    name: DebuggerName,
    native: NativeProgram,
    wish: Parameters<typeof unshareSpecimen>[0] = {},
  ): Promise<void> {
    programs.push(native);
    const specimen = await unshareSpecimen({ command: [native.program], ...wish });
    specimens.push(specimen);
    await attachTo(name, native, specimen.numbers.at(-1) ?? 0);
  }

  async function attachTo(name: DebuggerName, native: NativeProgram, nr: number, run = "host"): Promise<void> {
    const subject = subjectOf(kernel, nr);
    const gates = openGates(kernel);
    const way = await gates.open(subject, { debugger: name, folder, sources: [native.sources], run });
    assert.ok(way.is === "opened", JSON.stringify(way));
    const frame = await breakIn(gates, kernel, subject, way, { file: native.file, line: native.line });
    assert.deepEqual([frame?.line, frame?.source?.path], [native.line, native.file]);
    await gates.close(subject);
    subject.hold.release();
  }

  for (const name of ["lldb-dap", "gdb"] as const) {
    describe(`through ${name}`, function () {
      before(function () {
        skipIf(this, debuggers[name].missing?.());
      });
      it("stops at a line of sources that lie elsewhere on the host", () => stops(name, makeNative()));
      it("three spaces deep", () => stops(name, makeNative(), { depth: 3 }));
      it("in a static program", () => stops(name, makeNative(["-static"])));
      it("from inside of its own PID namespace, by the number there", async () => {
        const native = makeNative();
        programs.push(native);
        const specimen = await unshareSpecimen({ command: [native.program], depth: 2 });
        specimens.push(specimen);
        const nr = specimen.numbers.at(-1) ?? 0;
        const subject = subjectOf(kernel, nr);
        const plan = await openGates(kernel).plan(subject, { debugger: name, sources: [], run: "inside" });
        subject.hold.release();
        assert.ok(plan !== "gone");
        assert.deepEqual(plan.gates.number.settings, { nr: numbersOf(nr).at(-1), seenFrom: namespaceOf(nr) });
        await attachTo(name, native, nr, "inside");
      });
      it("compiled with the older DWARF 4", () => stops(name, makeNative(["-gdwarf-4"])));
      for (const [what, language, options] of [
        ["C++, in a thread that is not the first", "c++", []],
        ["Rust, in a thread that is not the first", "rust", []],
        ["linked with musl", "musl", []],
        ["linked with musl, statically", "musl", ["-static"]],
      ] as const) {
        it(what, async function () {
          skipIf(this, whyNotCompiled(language));
          await stops(name, makeNative(options, language));
        });
      }
      it("stripped, its debug information in a folder by its build id", async () => {
        const native = makeNative();
        separate(native.program, folder);
        process.env["PSPACE_SYMBOLS"] = folder;
        try {
          await stops(name, native);
        } finally {
          delete process.env["PSPACE_SYMBOLS"];
        }
      });
      it("stripped, its debug information on a server by its build id", async () => {
        const native = makeNative();
        separate(native.program, folder);
        const server = await serve(folder);
        process.env["DEBUGINFOD_URLS"] = server.address;
        try {
          await stops(name, native);
          assert.equal(server.served[0]?.startsWith("/buildid/"), true, server.served.join());
        } finally {
          delete process.env["DEBUGINFOD_URLS"];
          server.close();
        }
      });
      it("whose program was deleted", async () => {
        const native = makeNative();
        programs.push(native);
        const specimen = await unshareSpecimen({ command: [native.program] });
        specimens.push(specimen);
        renameSync(native.program, `${native.program}.gone`);
        rmSync(`${native.program}.gone`);
        await attachTo(name, native, specimen.numbers[0]);
      });
    });
  }
});

/** What debuginfod(8) serves of the folder that `separate` fills: only that, and what it has served. */
async function serve(
  folder: string,
): Promise<{ readonly address: string; readonly served: readonly string[]; readonly close: () => void }> {
  const served: string[] = [];
  const server = createServer(({ url = "" }, answer) => {
    const id = /^\/buildid\/([0-9a-f]+)\/debuginfo$/.exec(url)?.[1] ?? "";
    const file = path.join(folder, ".build-id", id.slice(0, 2), `${id.slice(2)}.debug`);
    if (id === "" || !existsSync(file)) answer.writeHead(404).end();
    else answer.end(readFileSync(file), () => served.push(url));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, served, close };
}

/** Moves a program's debug information to where tools look for it by the build id. */
function separate(program: string, folder: string): void {
  const notes = execFileSync("readelf", ["-n", program], { encoding: "utf8" });
  const id = /Build ID: ([0-9a-f]+)/.exec(notes)?.[1] ?? "";
  const place = path.join(folder, ".build-id", id.slice(0, 2));
  mkdirSync(place, { recursive: true });
  execFileSync("objcopy", ["--only-keep-debug", program, path.join(place, `${id.slice(2)}.debug`)]);
  execFileSync("strip", ["--strip-all", program]);
}
