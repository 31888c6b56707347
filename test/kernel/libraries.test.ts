/**
 * Libraries that are others on the host: of the same path, and at the end of an absolute link. A debugger that takes
 * the host's finds other code at the same addresses; each danger is reproduced, and by our ways the breakpoint in the
 * target's own library is hit.
 */
import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { findLldb } from "../../src/engine/gates/programs.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { attach, breakIn } from "../support/breakpoint.ts";
import { commandOf, endChild, untilDescendant } from "../support/processes.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { subjectOf } from "../support/subject.ts";
import { carryOut } from "../support/way.ts";

const kinds = ["of the same path", "at the end of an absolute link"] as const;

describe("a library that is another on the host", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const kernel = openLinux();
  const children: ChildProcess[] = [];
  let folder = "";
  let file = "";
  let line = 0;
  before(function () {
    skipIf(this, whyNot("gcc", "unshare"));
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-library-"));
    for (const name of ["build", "checkout", "lib", "real", "theirs", "copy"]) mkdirSync(path.join(folder, name));
    for (const name of ["work.c", "worker.c"])
      for (const place of ["build", "checkout"])
        copyFileSync(path.resolve("test/support/programs", name), path.join(folder, place, name));
    file = path.join(folder, "checkout/work.c");
    line =
      readFileSync(file, "utf8")
        .split("\n")
        .findIndex((text) => text.includes("rounds = round")) + 1;
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await endChild(child);
    rmSync(folder, { recursive: true, force: true });
  });

  const gcc = (...words: readonly string[]) =>
    execFileSync("gcc", ["-g", "-O0", ...words], { cwd: path.join(folder, "build") });

  /** The program, its library in `theirs`, another library where the host has one, and a container in which theirs lies over that. */
  async function contained(kind: (typeof kinds)[number]): Promise<number> {
    const linked = kind === kinds[1];
    const place = path.join(folder, linked ? "real" : "lib");
    gcc("-shared", "-fPIC", "-o", path.join(folder, "theirs/libwork.so"), "work.c");
    const other = path.join(folder, "build/other.c");
    writeFileSync(
      other,
      "int other(int x) { return x; }\nint more(int x) { return x + 1; }\nint work(int x) { return more(other(x)); }\n",
    );
    gcc("-shared", "-fPIC", "-o", path.join(place, "libwork.so"), "other.c");
    if (linked) symlinkSync(path.join(folder, "real/libwork.so"), path.join(folder, "lib/libwork.so"));
    const program = path.join(folder, "worker");
    gcc("-o", program, "worker.c", `-L${folder}/theirs`, "-lwork", `-Wl,-rpath,${folder}/lib`);
    const words = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c"];
    const child = spawn("unshare", [...words, `mount --bind ${folder}/theirs ${place} && exec ${program}`], {
      stdio: "ignore",
      cwd: "/",
    });
    children.push(child);
    return untilDescendant(child.pid ?? 0, `${program} runs`, (each) => commandOf(each)[0] === program);
  }

  for (const kind of kinds) {
    it(`${kind}: by number alone LLDB takes the host's`, async function () {
      skipIf(this, debuggers["lldb-dap"].missing?.());
      const nr = await contained(kind);
      const naive: WayOf<Pid> = {
        is: "opened",
        type: "lldb-dap",
        configuration: { pid: nr, sourceMap: [[`${folder}/build`, `${folder}/checkout`]] },
        adapter: { command: [findLldb()?.adapter ?? ""], talks: "stdio" },
        proof: { by: "tracer" },
      };
      const carried = await carryOut(naive);
      const client = await attach(carried, naive, []);
      const set = await client.request("setBreakpoints", { source: { path: file }, breakpoints: [{ line }] });
      const [breakpoint] = set.body["breakpoints"] as readonly { verified: boolean }[];
      assert.equal(breakpoint?.verified, false, "the danger");
      await client.request("disconnect", { terminateDebuggee: false });
      await carried.end();
    });

    for (const name of ["lldb-dap", "gdb"] as const) {
      it(`${kind}: by our way ${name} stops in the target's own`, async function () {
        skipIf(this, debuggers[name].missing?.());
        const nr = await contained(kind);
        const subject = subjectOf(kernel, nr);
        const gates = openGates(kernel);
        const way = await gates.open(subject, {
          debugger: name,
          folder: path.join(folder, "copy"),
          sources: [path.join(folder, "checkout")],
        });
        assert.ok(way.is === "opened", JSON.stringify(way));
        const frame = await breakIn(gates, kernel, subject, way, { file, line });
        assert.deepEqual([frame?.line, frame?.source?.path, frame?.name], [line, file, "work"]);
        subject.hold.release();
      });
    }
  }
});
