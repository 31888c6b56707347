/**
 * The matrix: debugger × kind of container × privileges. Each cell is a breakpoint hit in the right source (or Node's
 * own word for itself through its inspector), or a refusal that the plan foretold and the kernel confirms. Printed.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import type { Attempt } from "../support/attachAs.ts";
import { bundleInto } from "../support/bundled.ts";
import { dockerSpecimen, execSpecimen, processIn, whyNoDocker } from "../support/docker.ts";
import { ensureImage, nodeContents } from "../support/images.mjs";
import { makeNative, type NativeProgram } from "../support/native.ts";
import { type Podman, rootPodman, userPodman } from "../support/podman.ts";
import { numbersOf } from "../support/processes.ts";
import { busyboxRoot, type Root } from "../support/roots.ts";
import { run, whyNot } from "../support/run.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { ordinaryUser, type User } from "../support/users.ts";
import { until } from "../support/waits.ts";

const names = ["lldb-dap", "js-debug"] as const;
type Name = (typeof names)[number];

describe("the matrix of attaching", function () {
  this.timeout(420_000);
  const specimens: Specimen[] = [];
  let folder = "";
  let program = "";
  let native: NativeProgram | undefined;
  let root: Root | undefined;
  let user: User | undefined;
  const podmen: { root?: Podman; user?: Podman } = {};
  const table: string[][] = [];

  const there = <T>(thing: T | undefined): T => {
    assert.ok(thing !== undefined);
    return thing;
  };
  const keep = (specimen: Specimen): Specimen => {
    specimens.push(specimen);
    return specimen;
  };

  before(async function () {
    const why = whyNoDocker() ?? whyNot("podman", "runc", "gcc", "newuidmap");
    if (why !== undefined) {
      console.log(`    skipped: ${why}`);
      this.skip();
    }
    folder = mkdtempSync(path.join(tmpdir(), "pspace-matrix-"));
    chmodSync(folder, 0o755);
    program = bundleInto(folder, "test/support/attachAs.ts");
    execFileSync("gcc", ["-O1", "-o", path.join(folder, "seize"), path.resolve("test/support/programs/seize.c")]);
    // Static, so that it runs in an image without anything.
    native = makeNative(["-static"]);
    root = await busyboxRoot(nodeContents);
    user = await ordinaryUser();
  });
  afterEach(() => endSpecimens(specimens));
  after(async () => {
    podmen.root?.close();
    await user?.remove();
    root?.remove();
    native?.remove();
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
    // What sudo runs is root's; a member of the docker group has a user's rights until a helper runs for them.
    if (table.length > 0)
      console.log(
        printed(["debugger", "container", "root (also by sudo)", "a user (also of the docker group)"], table),
      );
  });

  const commands: Readonly<Record<Name, () => readonly string[]>> = {
    "lldb-dap": () => ["/counter"],
    "js-debug": () => ["/usr/bin/node", "-e", "setInterval(() => {}, 1 << 30)"],
  };
  const mounted = (): readonly string[] => ["--volume", `${there(native).program}:/counter:ro`];
  const full = (): string => ensureImage("node", nodeContents);
  const loose = ["--security-opt", "seccomp=unconfined", "--cap-add", "SYS_ADMIN"];
  const docker = async (command: readonly string[], ...options: readonly string[]): Promise<number> =>
    keep(await dockerSpecimen({ image: full(), command, options: [...mounted(), ...options] })).numbers[0];

  /** Each kind of container, with the debuggee running in it; gives its number here. */
  const kinds: Readonly<Record<string, (command: readonly string[]) => Promise<number>>> = {
    Docker: (command) => docker(command),
    Podman: async (command) => {
      podmen.root ??= await rootPodman(there(root));
      return keep(await podmen.root.start(command, ...mounted())).numbers[0];
    },
    rootless: async (command) => {
      podmen.user ??= await userPodman(there(root), there(user));
      return keep(await podmen.user.start(command, ...mounted())).numbers[0];
    },
    nested: async (command) => {
      const outer = ["unshare", "-p", "-f", ...command];
      const options = [...mounted(), ...loose];
      const specimen = keep(await dockerSpecimen({ image: full(), command: outer, options }));
      return processIn(specimen, command);
    },
    "--pid=host": (command) => docker(command, "--pid=host"),
    "--pid=container": async (command) => {
      const web = keep(await dockerSpecimen({ image: full() }));
      return docker(command, `--pid=container:${web.name}`);
    },
    "exec'ed": async (command) => {
      const web = keep(await dockerSpecimen({ image: full(), options: mounted() }));
      return keep(await execSpecimen(web, command)).numbers[0];
    },
    distroless: async (command) => {
      const bare = ensureImage("bare", { ...nodeContents, busybox: false });
      return keep(await dockerSpecimen({ image: bare, command, options: mounted() })).numbers[0];
    },
  };

  async function attempt(name: Name, nr: number, as: readonly string[]): Promise<Attempt> {
    const { sources, file, line } = there(native);
    const words = [program, `${nr}`, name, sources, file, `${line}`];
    return JSON.parse(await run("setpriv", [...as, process.execPath, ...words], { HOME: "/" })) as Attempt;
  }

  async function check(name: Name, nr: number, as: readonly string[]): Promise<string> {
    const { file, line } = there(native);
    const done = await attempt(name, nr, as);
    const said = await run("setpriv", [...as, path.join(folder, "seize"), `${nr}`]);
    const allowed = said.endsWith(" 0");
    if (done.is === "refused" && done.shut !== undefined) {
      assert.equal(allowed, false, `refused although the kernel allows it: ${done.why}`);
      return `refused, as foretold (${done.shut})`;
    }
    assert.equal(done.is, "hit", JSON.stringify(done));
    assert.equal(done.shut, undefined, "hit although a gate was said to be shut");
    assert.equal(allowed, true, "hit although the kernel refuses");
    assert.equal(done.where, name === "js-debug" ? String(numbersOf(nr).at(-1)) : `${file}:${line}`);
    return name === "js-debug" ? "reached, by its own number" : "breakpoint hit";
  }

  for (const name of names) {
    for (const [kind, make] of Object.entries(kinds)) {
      it(`${name}, ${kind}`, async function () {
        const missing = debuggers[name].missing?.();
        if (missing !== undefined) {
          table.push([name, kind, `not run: ${missing}`, ""]);
          this.skip();
        }
        const nr = await make(commands[name]());
        if (name === "js-debug") await until("Node catches SIGUSR1", () => catchesUser1(nr));
        const row = [name, kind];
        table.push(row);
        // The user first: as root the debug port stays open.
        const byUser = await check(name, nr, there(user).as);
        row.push(await check(name, nr, []), byUser);
      });
    }
  }
});

function catchesUser1(nr: number): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${nr}/status`, "utf8"))?.[1] ?? "0";
  return (BigInt(`0x${caught}`) & 0x200n) !== 0n;
}

function printed(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `    | ${widths.map((width, at) => (row[at] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
