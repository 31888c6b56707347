/**
 * The matrix: debugger × kind of container × privileges. Each cell is a breakpoint hit in the right source, or a refusal
 * that the plan foretold and the kernel confirms. One container of each kind runs a program for every debugger. Printed.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { debuggerNames, type DebuggerName } from "../../src/model/plan.ts";
import { dockerSpecimen, execSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage, nodeContents } from "../support/images.mjs";
import { makeColumns, type Column, type Columns } from "../support/matrixColumns.ts";
import { makeMatrixPrograms, type MatrixProgram, type MatrixPrograms } from "../support/matrixPrograms.ts";
import { type Podman, rootPodman, userPodman } from "../support/podman.ts";
import { commandOf, untilDescendant } from "../support/processes.ts";
import { busyboxRoot, type Root } from "../support/roots.ts";
import { whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { until } from "../support/waits.ts";

/** The debuggers of the matrix; the other two only get a configuration from us. */
const names = debuggerNames.filter((name) => name !== "codelldb" && name !== "cppdbg");

const kinds = [
  "Docker",
  "Podman",
  "rootless",
  "nested",
  "--pid=host",
  "--pid=container",
  "exec'ed",
  "distroless",
] as const;
type Kind = (typeof kinds)[number];

interface Row {
  readonly name: DebuggerName;
  readonly kind: Kind;
}

describe("the matrix of attaching", function () {
  this.timeout(420_000);
  const specimens: Specimen[] = [];
  let folder = "";
  let programs: MatrixPrograms | undefined;
  let root: Root | undefined;
  let columns: Columns | undefined;
  const podmen: { root?: Podman; user?: Podman } = {};
  const cells = new Map<string, readonly string[]>();

  const there = <T>(thing: T | undefined): T => {
    assert.ok(thing !== undefined);
    return thing;
  };
  const keep = (specimen: Specimen): number => {
    specimens.push(specimen);
    return specimen.numbers[0];
  };

  before(async function () {
    skipIf(this, whyNoDocker() ?? whyNot("podman", "runc", "gcc", "newuidmap"));
    folder = mkdtempSync(path.join(tmpdir(), "pspace-matrix-"));
    chmodSync(folder, 0o755);
    execFileSync("gcc", ["-O1", "-o", path.join(folder, "seize"), path.resolve("test/support/programs/seize.c")]);
    programs = makeMatrixPrograms();
    root = await busyboxRoot(nodeContents);
    columns = await makeColumns(folder);
  });
  after(async () => {
    podmen.root?.close();
    await columns?.remove();
    root?.remove();
    programs?.remove();
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
    const titles = columns?.all.map(({ title }) => title) ?? [];
    if (cells.size > 0) console.log(printed(["debugger", "container", ...titles], rows()));
  });

  const rows = (): readonly (readonly string[])[] =>
    names.flatMap((name) => kinds.map((kind) => [name, kind, ...(cells.get(`${name} ${kind}`) ?? ["not reached"])]));
  const mounted = (): readonly string[] => there(programs).mounts;
  const full = (): string => ensureImage("node", nodeContents);
  const docker = async (command: readonly string[], ...options: readonly string[]): Promise<number> =>
    keep(await dockerSpecimen({ image: full(), command, options: [...mounted(), ...options] }));

  /** Each kind of container, with the command running in it; gives the number of an ancestor of it here. */
  const make: Readonly<Record<Kind, (command: readonly string[]) => Promise<number>>> = {
    Docker: (command) => docker(command),
    Podman: async (command) => {
      podmen.root ??= await rootPodman(there(root));
      return keep(await podmen.root.start(command, ...mounted()));
    },
    rootless: async (command) => {
      podmen.user ??= await userPodman(there(root), there(columns).user);
      return keep(await podmen.user.start(command, ...mounted()));
    },
    nested: (command) =>
      docker(["unshare", "-p", "-f", ...command], "--security-opt", "seccomp=unconfined", "--cap-add", "SYS_ADMIN"),
    "--pid=host": (command) => docker(command, "--pid=host"),
    "--pid=container": async (command) => {
      const web = await dockerSpecimen({ image: full() });
      keep(web);
      return docker(command, `--pid=container:${web.name}`);
    },
    "exec'ed": async (command) => {
      const web = await dockerSpecimen({ image: full(), options: mounted() });
      keep(web);
      return keep(await execSpecimen(web, command));
    },
    distroless: async (command) => {
      const bare = ensureImage("bare", { ...nodeContents, busybox: false });
      return keep(await dockerSpecimen({ image: bare, command, options: mounted() }));
    },
  };

  /** Every program of every user's, by one launcher. */
  function launchWords(): readonly string[] {
    const commands = there(programs)
      .all.filter(({ missing }) => missing === undefined)
      .flatMap(({ command, once }) => (once ? there(columns).all.map(({ title }) => command(title)) : [command("")]));
    return ["/app/launch", ...commands.flatMap((words) => ["--", ...words])];
  }

  async function check(row: Row, nr: number, program: MatrixProgram, column: Column): Promise<string> {
    const { name, kind } = row;
    const done = await column.attempt(name, nr, { sources: there(programs).sources, ...program });
    const allowed = (await column.mayTrace(nr)) || column.reaches(name, kind);
    if (done.is === "refused" && done.shut !== undefined) {
      assert.ok(!allowed, `refused although the kernel allows it: ${done.why}`);
      return `refused, as foretold (${done.shut})`;
    }
    assert.ok(done.is === "hit" || done.is === "reached", JSON.stringify(done));
    assert.equal(done.shut, undefined, "hit although a gate was said to be shut");
    assert.ok(allowed, "hit although the kernel refuses");
    if (done.is === "reached") return "reached, the very process";
    assert.equal(done.where, `${program.file}:${program.line}`);
    return "breakpoint hit";
  }

  for (const kind of kinds) {
    describe(kind, () => {
      let launched = 0;
      before(async () => {
        launched = await make[kind](launchWords());
      });
      after(() => endSpecimens(specimens));

      for (const name of names) {
        it(`${name}, ${kind}`, async function () {
          const program = there(there(programs).all.find((one) => one.debuggers.includes(name)));
          const missing = program.missing ?? debuggers[name].missing?.();
          if (missing !== undefined) cells.set(`${name} ${kind}`, [`not run: ${missing}`]);
          skipIf(this, missing);
          const row: string[] = [];
          cells.set(`${name} ${kind}`, row);
          for (const column of there(columns).all) {
            const without = column.without();
            if (without !== undefined) {
              row.push(without);
              continue;
            }
            const words = program.command(program.once === true ? column.title : "").join(" ");
            const nr = await untilDescendant(launched, `${words} runs`, (each) => commandOf(each).join(" ") === words);
            await untilBegun(nr, name, program);
            row.push(await check({ name, kind }, nr, program, column));
          }
        });
      }
    });
  }
});

/** Node catches SIGUSR1, Java listens, Python says so: before, there is nothing to attach to. */
async function untilBegun(nr: number, name: DebuggerName, { begun }: MatrixProgram): Promise<void> {
  const read = (file: string): string => readFileSync(`/proc/${nr}/${file}`, "utf8");
  if (name === "js-debug") await until("Node catches SIGUSR1", () => catchesUser1(read("status")));
  if (name === "java") await until("Java listens", () => read("net/tcp").includes(" 0100007F:138D 00000000:0000 0A "));
  if (begun !== undefined) await until(`it is called ${begun}`, () => read("comm").trim() === begun);
}

function catchesUser1(status: string): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0";
  return (BigInt(`0x${caught}`) & 0x200n) !== 0n;
}

function printed(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `    | ${widths.map((width, at) => (row[at] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
