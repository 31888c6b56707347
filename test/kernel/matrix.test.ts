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
import type { Attempt } from "../support/attachAs.ts";
import { bundleInto } from "../support/bundled.ts";
import { dockerSpecimen, execSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage, nodeContents } from "../support/images.mjs";
import { makeMatrixPrograms, type MatrixProgram, type MatrixPrograms } from "../support/matrixPrograms.ts";
import { type Podman, rootPodman, userPodman } from "../support/podman.ts";
import { commandOf, untilDescendant } from "../support/processes.ts";
import { busyboxRoot, type Root } from "../support/roots.ts";
import { run, whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { ordinaryUser, type User } from "../support/users.ts";
import { until } from "../support/waits.ts";

/** Users by their column, in the order in which they attach: the least first, for what root opens stays open. */
const columns = [
  { title: "a user (also of the docker group)", as: (user: User): readonly string[] => user.as },
  { title: "root (also by sudo)", as: (): readonly string[] => [] },
] as const;

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

describe("the matrix of attaching", function () {
  this.timeout(420_000);
  const specimens: Specimen[] = [];
  let folder = "";
  let attachAs = "";
  let programs: MatrixPrograms | undefined;
  let root: Root | undefined;
  let user: User | undefined;
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
    attachAs = bundleInto(folder, "test/support/attachAs.ts");
    execFileSync("gcc", ["-O1", "-o", path.join(folder, "seize"), path.resolve("test/support/programs/seize.c")]);
    programs = makeMatrixPrograms();
    root = await busyboxRoot(nodeContents);
    user = await ordinaryUser();
  });
  after(async () => {
    podmen.root?.close();
    await user?.remove();
    root?.remove();
    programs?.remove();
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
    // What sudo runs is root's; a member of the docker group has a user's rights until a helper runs for them.
    if (cells.size > 0) console.log(printed(["debugger", "container", ...columns.map(({ title }) => title)], rows()));
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
      podmen.user ??= await userPodman(there(root), there(user));
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
      .flatMap(({ command, once }) => (once ? columns.map(({ title }) => command(title)) : [command("")]));
    return ["/app/launch", ...commands.flatMap((words) => ["--", ...words])];
  }

  async function attempt(
    name: DebuggerName,
    nr: number,
    program: MatrixProgram,
    as: readonly string[],
  ): Promise<Attempt> {
    const words = [attachAs, `${nr}`, name, there(programs).sources, program.file, `${program.line}`];
    return JSON.parse(await run("setpriv", [...as, process.execPath, ...words], { HOME: "/" })) as Attempt;
  }

  async function check(name: DebuggerName, nr: number, program: MatrixProgram, as: readonly string[]): Promise<string> {
    const done = await attempt(name, nr, program, as);
    const allowed = (await run("setpriv", [...as, path.join(folder, "seize"), `${nr}`])).endsWith(" 0");
    if (done.is === "refused" && done.shut !== undefined) {
      assert.equal(allowed, false, `refused although the kernel allows it: ${done.why}`);
      return `refused, as foretold (${done.shut})`;
    }
    assert.equal(done.is, "hit", JSON.stringify(done));
    assert.equal(done.shut, undefined, "hit although a gate was said to be shut");
    assert.equal(allowed, true, "hit although the kernel refuses");
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
          for (const { title, as } of columns) {
            const words = program.command(program.once === true ? title : "").join(" ");
            const nr = await untilDescendant(launched, `${words} runs`, (each) => commandOf(each).join(" ") === words);
            await untilBegun(nr, name, program);
            row.push(await check(name, nr, program, as(there(user))));
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
