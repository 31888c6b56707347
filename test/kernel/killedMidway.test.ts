/**
 * Whoever is killed in the middle of a session of a debugger that traces, the task lives on: the adapter, the debug
 * server, or who keeps them, with SIGKILL, while the task stands at a breakpoint. Afterwards it counts on, nobody
 * traces it, there is no breakpoint in its text, and nothing of ours is left. (That the danger is real: adapters.test.ts.)
 */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import { attach, stopAt, type Place } from "../support/breakpoint.ts";
import { buildGo, unoptimised } from "../support/goProgram.ts";
import { assertUnharmed, descendants, findVictim } from "../support/midway.ts";
import { makeNative } from "../support/native.ts";
import { lives } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { carryOut } from "../support/way.ts";
import { skipIf } from "../support/skipping.ts";
import { until } from "../support/waits.ts";
import { whyNot } from "../support/run.ts";

interface Program extends Place {
  readonly program: string;
  readonly sources: string;
}

function makeGo(folder: string): Program {
  const [built, sources] = [path.join(folder, "build"), path.join(folder, "checkout")];
  for (const each of [built, sources]) {
    mkdirSync(each);
    copyFileSync("test/support/programs/counter.go", path.join(each, "counter.go"));
  }
  const [program, file] = [path.join(folder, "counter"), path.join(sources, "counter.go")];
  buildGo(built, "counter.go", program, unoptimised);
  const lines = readFileSync(file, "utf8").split("\n");
  return { program, sources, file, line: lines.findIndex((text) => /^\s*return doubled/.test(text)) + 1 };
}

/** Who is killed: what it is of the session, and the name of its program. */
const cases = {
  "lldb-dap": { needs: "gcc", victims: { adapter: "lldb-dap", "debug server": "lldb-server", keeper: "keeper" } },
  gdb: { needs: "gcc", victims: { "adapter, which traces": "gdb", keeper: "keeper" } },
  delve: { needs: "go", victims: { "adapter, which traces": "dlv", keeper: "keeper" } },
} as const;

describe("killed in the middle of a session", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const kernel = openLinux();
  let folder = "";
  before(function () {
    skipIf(this, whyNot("unshare"));
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pspace-midway-"));
  });
  afterEach(async () => {
    await endSpecimens(specimens);
    rmSync(folder, { recursive: true, force: true });
  });

  for (const name of ["lldb-dap", "gdb", "delve"] as const) {
    describe(`through ${name}`, () => {
      const { needs, victims } = cases[name];
      let made: (Program & { readonly remove?: () => void }) | undefined;
      let build = "";
      before(function () {
        skipIf(this, debuggers[name].missing?.() ?? whyNot(needs));
        build = mkdtempSync(path.join(tmpdir(), "pspace-midway-"));
        made = name === "delve" ? makeGo(build) : makeNative();
      });
      after(() => {
        made?.remove?.();
        rmSync(build, { recursive: true, force: true });
      });

      for (const [what, program] of Object.entries(victims)) {
        it(`its ${what}`, async () => {
          assert.ok(made);
          const specimen = await unshareSpecimen({ command: [made.program] });
          specimens.push(specimen);
          const nr = specimen.numbers[0];
          const subject = subjectOf(kernel, nr);
          const way = await openGates(kernel).open(subject, { debugger: name, folder, sources: [made.sources] });
          subject.hold.release();
          assert.ok(way.is === "opened", JSON.stringify(way));
          const before = descendants();
          const carried = await carryOut(way);
          const client = await attach(carried, way, [made]);
          await stopAt(client);
          const ours = descendants().filter((each) => !before.includes(each));
          process.kill(findVictim(ours, program), "SIGKILL");
          // The session goes on without its keeper.
          if (program === "keeper") assert.ok((await client.request("disconnect")).success);
          await assertUnharmed(nr);
          await carried.end();
          await until("nothing of ours is left", () => !ours.some(lives));
        });
      }
    });
  }
});
