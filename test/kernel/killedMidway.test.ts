/**
 * Whoever is killed in the middle of a session of a debugger that traces, the task lives on: the adapter, the debug
 * server, who keeps them, or the editor that started them, with SIGKILL, while the task stands at a breakpoint.
 * Afterwards it counts on, nobody traces it, there is no breakpoint in its text, and nothing of ours is left. (That the
 * danger is real: adapters.test.ts.)
 */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openGates } from "../../src/engine/gates/attach.ts";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { openLinux } from "../../src/engine/kernel/linux.ts";
import type { Pid } from "../../src/model/pid.ts";
import type { WayOf } from "../../src/model/way.ts";
import { attach, stopAt, type Place } from "../support/breakpoint.ts";
import { buildGo, unoptimised } from "../support/goProgram.ts";
import { assertUnharmed, descendants, findVictim } from "../support/midway.ts";
import { makeNative } from "../support/native.ts";
import { lives } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { subjectOf } from "../support/subject.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { carryOut, carryOutBehind, type Carried } from "../support/way.ts";
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

const editor = "extensionHost.js";

/** Who is killed: what it is of the session, and the name of its program. */
const cases = {
  "lldb-dap": {
    needs: "gcc",
    victims: { adapter: "lldb-dap", "debug server": "lldb-server", keeper: "keeper", editor },
  },
  gdb: { needs: "gcc", victims: { "adapter, which traces": "gdb", keeper: "keeper", editor } },
  delve: { needs: "go", victims: { "adapter, which traces": "dlv", keeper: "keeper", editor } },
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

      async function opened(): Promise<{ readonly nr: number; readonly place: Place; readonly way: WayOf<Pid> }> {
        assert.ok(made);
        const specimen = await unshareSpecimen({ command: [made.program] });
        specimens.push(specimen);
        const nr = specimen.numbers[0];
        const subject = subjectOf(kernel, nr);
        const way = await openGates(kernel).open(subject, { debugger: name, folder, sources: [made.sources] });
        subject.hold.release();
        assert.ok(way.is === "opened", JSON.stringify(way));
        return { nr, place: made, way };
      }

      async function assertAllWell(nr: number, carried: Carried, ours: readonly number[]): Promise<void> {
        await assertUnharmed(nr);
        await carried.end();
        await until("nothing of ours is left", () => !ours.some(lives));
      }

      for (const [what, program] of Object.entries(victims)) {
        it(`its ${what}`, async () => {
          const { nr, place, way } = await opened();
          const before = descendants();
          const carried = await (program === editor ? carryOutBehind(way) : carryOut(way));
          const client = await attach(carried, way, [place]);
          await stopAt(client);
          const ours = descendants().filter((each) => !before.includes(each));
          process.kill(findVictim(ours, program), "SIGKILL");
          // The session goes on without its keeper.
          if (program === "keeper") assert.ok((await client.request("disconnect")).success);
          await assertAllWell(nr, carried, ours);
        });
      }

      if (name === "lldb-dap") {
        it("its editor, when its debug server has the task and no adapter has come", async () => {
          const { nr, way } = await opened();
          const { server } = way;
          assert.ok(server);
          const before = descendants();
          const carried = carryOutBehind({ server });
          await until("the debug server listens", () => existsSync(server.socket));
          const ours = descendants().filter((each) => !before.includes(each));
          process.kill(findVictim(ours, editor), "SIGKILL");
          await assertAllWell(nr, carried, ours);
        });
      }

      if (name === "delve") {
        it("its editor, and the adapter does not notice", async () => {
          const { nr, place, way } = await opened();
          const before = descendants();
          const carried = carryOutBehind(way);
          await stopAt(await attach(carried, way, [place]));
          const ours = descendants().filter((each) => !before.includes(each));
          process.kill(findVictim(ours, "dlv"), "SIGSTOP"); // SIGTERM does not reach it either
          process.kill(findVictim(ours, editor), "SIGKILL");
          await assertAllWell(nr, carried, ours);
        });
      }
    });
  }
});
