/** `pspace` as a program: each command and each exit code, over real namespaces. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { lives, namespaceOf } from "../support/processes.ts";
import { mountProc } from "../support/procfs.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { skipIf } from "../support/skipping.ts";
import { unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { built, temporaryState } from "./engineProcess.ts";
import { pspace, readableCopy, whyNotAs, type ProgramRun } from "./pspaceProgram.ts";

const nobody = 65534;
const sentence = /^\S[^\n]*[.!?]\n$/;

describe("pspace, the program", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();
  const run = (...words: string[]): Promise<ProgramRun> => pspace(words, { env: state.env });
  const parsed = async (...words: string[]): Promise<unknown> => {
    const ran = await run(...words);
    assert.deepEqual([ran.exit, ran.err], [0, ""]);
    assert.equal(ran.out.split("\n").length, 2, "one line");
    return JSON.parse(ran.out);
  };
  const refused = (ran: ProgramRun, exit: number): void => {
    assert.equal(ran.exit, exit);
    assert.match(ran.err, sentence);
  };
  let link = "";
  let outside = 0;
  let inner: readonly number[] = [];

  before(async function () {
    skipIf(this, whyNoNamespaces());
    const specimen = await unshareSpecimen({ depth: 2, also: ["uts"] });
    specimens.push(specimen);
    inner = specimen.numbers;
    [outside] = specimen.numbers;
    link = namespaceOf(outside);
    assert.deepEqual(await run("name", link, "pst-box"), { exit: 0, out: "", err: "" });
  });

  after(async () => {
    await endSpecimens(specimens);
    state.remove();
  });

  it("spaces: the contract's fields, of a space with the user's name", async () => {
    const spaces = (await parsed("spaces", "--json")) as Record<string, unknown>[];
    const { id, name, parent, flags, pidns, provenance, tasks } = spaces.find((each) => each["id"] === link) ?? {};
    assert.deepEqual(
      { id, name, parent, flags, pidns, provenance },
      {
        id: link,
        name: "pst-box",
        parent: "host",
        flags: { virtualPids: true, allSeeing: false },
        pidns: link,
        provenance: "kernel",
      },
    );
    assert.ok(Number(tasks) >= 1);
    assert.match((await run("spaces")).out, /^pst-box +\d/m);
  });

  it("tasks: both numbers of each", async () => {
    const tasks = (await parsed("tasks", "pst-box", "--json")) as Record<string, unknown>[];
    const first = tasks.find((task) => task["pid"] === 1);
    assert.equal(first?.["host"], outside);
    assert.deepEqual(
      (first["tuples"] as object[]).map((each) => ({ ...each, name: "", provenance: "" })),
      [
        { space: "host", pid: outside, name: "", provenance: "" },
        { space: link, pid: 1, name: "", provenance: "" },
      ],
    );
    assert.match((await run("tasks")).out, new RegExp(`^ *${outside} `, "m"));
  });

  it("resolve: the number alone on a line, from any space to any space", async () => {
    assert.deepEqual(await run("resolve", "pst-box:1"), { exit: 0, out: `${outside}\n`, err: "" });
    assert.equal((await run("resolve", `host:${outside}`, "--seen-from", "pst-box")).out, "1\n");
    const nested = namespaceOf(inner[1] ?? 0);
    const found = (await parsed("resolve", `${nested}:1`, "--seen-from", "pst-box", "--json")) as Record<
      string,
      unknown
    >;
    assert.equal(found["outcome"], "found");
    assert.equal((await run("resolve", `pst-box:${Number(found["pid"])}`)).out, `${inner[1] ?? 0}\n`);
    assert.equal((await run("resolve", `pst-box:0x1`)).out, `${outside}\n`);
  });

  it("resolve: 1 for no such task or space, 2 for wrong words", async () => {
    refused(await run("resolve", "pst-box:99999"), 1);
    refused(await run("resolve", "pst-nowhere:1"), 1);
    refused(await run("resolve", `host:${process.pid}`, "--seen-from", "pst-box"), 1);
    for (const words of ["17", "pst-box:", "pst-box:x", "pst-box:0", ":1", "pst-box:99999999999"]) {
      refused(await run("resolve", words), 2);
    }
    const ran = await run("resolve", "--json", "pst-box:99999");
    refused(ran, 1);
    assert.equal((JSON.parse(ran.out) as { readonly outcome: string }).outcome, "noSuchTask");
  });

  it("resolve --at: who holds the number now, or why nobody is known to have held it", async () => {
    const ran = await run("resolve", "pst-box:1", "--at", "1999-01-01T00:00:00Z");
    refused(ran, 1);
    refused(await run("resolve", "pst-box:1", "--at", "yesterday"), 2);
  });

  it("plan and doctor: four gates", async () => {
    const plan = (await parsed("plan", "pst-box:1", "--json")) as { readonly gates: object; readonly task: string };
    assert.deepEqual([plan.task, Object.keys(plan.gates)], ["pst-box:1", ["number", "permission", "files", "port"]]);
    const told = await run("doctor", "pst-box:1");
    assert.match(told.out, /^number {6}\S+ .*\npermission {2}\S+ .*\nfiles {7}\S+ .*\nport {8}\S+ .*\n$/);
    refused(await run("plan", "pst-box:1", "--debugger", "windbg"), 2);
    refused(await run("doctor", "pst-box:99999"), 1);
  });

  it("signal: to that very task, 1 where there is none, 2 for a signal that is none", async () => {
    const extra = await unshareSpecimen();
    specimens.push(extra);
    const [nr] = extra.numbers;
    refused(await run("signal", `host:${nr}`, "SIGNOTHING"), 2);
    refused(await run("signal", "pst-box:99999", "TERM"), 1);
    assert.deepEqual(await run("signal", `${namespaceOf(nr)}:1`, "KILL"), { exit: 0, out: "", err: "" });
    await until("the task is gone", () => !lives(nr));
  });

  it("enter: runs in the namespaces of the space, and ends as its program does", async () => {
    const nested = namespaceOf(inner[1] ?? 0);
    const ran = await run("enter", nested, "--", "readlink", "/proc/self/ns/pid");
    assert.deepEqual([ran.exit, ran.out], [0, `${nested}\n`], ran.err);
    assert.equal((await run("enter", "pst-box", "--", "sh", "-c", "exit 9")).exit, 9);
    const shell = await pspace(["enter", "pst-box"], { env: state.env, input: "echo from $((6 * 7))\n" });
    assert.deepEqual([shell.exit, shell.out], [0, "from 42\n"]);
    refused(await run("enter", "pst-nowhere"), 1);
  });

  it("name: 2 for a name that cannot be one, and --forget", async () => {
    refused(await run("name", "pst-box", "a:b"), 2);
    refused(await run("name", "pst-box", "host"), 2);
    assert.equal((await run("name", link, "pst-other")).exit, 0);
    refused(await run("resolve", "pst-box:1"), 1);
    assert.equal((await run("name", "pst-other", "--forget")).exit, 0);
    assert.equal((await run("name", link, "pst-box")).exit, 0);
  });

  it("watch: NDJSON of what starts and ends, and ends quietly when nobody reads any more", async () => {
    const child = spawn(process.execPath, [path.join(built, "cli.js"), "watch", "--json"], {
      env: state.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    const told = (change: string, wanted: number): boolean =>
      text
        .split("\n")
        .slice(0, -1)
        .map(
          (line) =>
            JSON.parse(line) as {
              readonly change: string;
              readonly task?: { readonly tuples: { readonly pid: number }[] };
            },
        )
        .some((line) => line.change === change && line.task?.tuples[0]?.pid === wanted);
    const started: number[] = [];
    await until("a start and an end are told", async () => {
      started.push(await startAndEnd());
      return started.some((nr) => told("started", nr) && told("ended", nr));
    });
    child.stdout.destroy();
    const ended = once(child, "exit");
    const busy = setInterval(() => void startAndEnd(), 200); // something to tell, so that it notices
    try {
      assert.deepEqual(await ended, [0, null]);
    } finally {
      clearInterval(busy);
    }
  });

  it("ends quietly when what it prints is cut off", async () => {
    const script = `"$0" "$1" tasks | head -n 1`;
    const child = spawn("bash", ["-o", "pipefail", "-c", script, process.execPath, path.join(built, "cli.js")], {
      env: state.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk));
    assert.deepEqual([(await once(child, "close"))[0], err], [0, ""]);
  });

  it("-h everywhere, --version, and one sentence for a line that is none", async () => {
    for (const words of [["-h"], ["resolve", "-h"], ["plan", "--help"], ["--version"]]) {
      const ran = await run(...words);
      assert.deepEqual([ran.exit, ran.err], [0, ""]);
      assert.ok(ran.out.length > 0);
    }
    for (const words of [[], ["what"], ["spaces", "--what"], ["resolve"], ["spaces", "more"]])
      refused(await run(...words), 2);
  });

  it("--proc: 2 for a folder that is no procfs", async () => {
    refused(await run("spaces", "--proc", os.tmpdir()), 2);
  });

  it("--host: the engine behind ssh, with nothing installed there", async () => {
    const bin = mkdtempSync(path.join(os.tmpdir(), "pspace-bin-"));
    const ssh = `#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift 2\necho "Welcome"\nexec sh -c "$*"\n`;
    writeFileSync(path.join(bin, "ssh"), ssh);
    chmodSync(path.join(bin, "ssh"), 0o755);
    const env = { ...state.env, PATH: `${bin}:${path.dirname(process.execPath)}:${process.env["PATH"] ?? ""}` };
    try {
      const ran = await pspace(["resolve", `${link}:1`, "--host", "elsewhere"], { env });
      assert.deepEqual(ran, { exit: 0, out: `${outside}\n`, err: "" });
      // named by an engine with system calls, found by one without
      const named = await pspace(["resolve", "pst-box:1", "--host", "elsewhere"], { env });
      assert.deepEqual(named, { exit: 0, out: `${outside}\n`, err: "" });
      const entered = await pspace(["enter", link, "--host", "elsewhere", "--", "echo", "it's here"], { env });
      assert.deepEqual([entered.exit, entered.out.split("\n").at(-2)], [0, "it's here"]);
      writeFileSync(path.join(bin, "ssh"), "#!/bin/sh\necho 'no route to host' >&2\nexit 255\n");
      const failed = await pspace(["spaces", "--host", "elsewhere"], { env });
      refused(failed, 5);
      assert.match(failed.err, /no route to host/);
      refused(await pspace(["spaces", "--host", "-oProxyCommand=x"], { env }), 2);
    } finally {
      rmSync(bin, { recursive: true, force: true });
    }
  });

  it("a task that is hidden from an ordinary user: not permitted", async function () {
    skipIf(this, whyNotAs(nobody));
    const copy = readableCopy();
    const mounted = await mountProc("hidepid=2");
    const env = { ...process.env, XDG_STATE_HOME: path.join(copy.folder, "none"), HOME: "/nonexistent" };
    const as = (...words: string[]): Promise<ProgramRun> =>
      pspace([...words, "--proc", mounted.folder], { env, user: nobody, folder: copy.folder });
    try {
      chmodSync(mounted.folder, 0o755);
      const asked = await as("resolve", `host:${outside}`, "--json");
      refused(asked, 3);
      const { outcome, denied } = JSON.parse(asked.out) as { readonly outcome: string; readonly denied?: true };
      assert.deepEqual([outcome, denied], ["notVisible", true]);
      refused(await as("doctor", `host:${outside}`), 3);
      refused(await as("resolve", "pst-nowhere:1"), 1);
    } finally {
      await mounted.unmount();
      copy.remove();
    }
  });

  it("an ordinary user: the same numbers, no signals, no way in", async function () {
    skipIf(this, whyNotAs(nobody)); // with a node that others can run
    const copy = readableCopy();
    const env = { ...process.env, XDG_STATE_HOME: path.join(copy.folder, "none"), HOME: "/nonexistent" };
    const as = (...words: string[]): Promise<ProgramRun> => pspace(words, { env, user: nobody, folder: copy.folder });
    try {
      const spaces = await as("spaces", "--json");
      assert.equal(spaces.exit, 0, spaces.err);
      const seen = await as("resolve", `host:${outside}`, "--json");
      assert.equal(seen.exit, 0, seen.err);
      const { tuples } = JSON.parse(seen.out) as { readonly tuples: { readonly pid: number }[] };
      assert.deepEqual(
        tuples.map((each) => each.pid),
        [outside, 1],
      );
      refused(await as("signal", `host:${outside}`, "TERM"), 3);
      const plan = await as("plan", `host:${outside}`, "--json");
      assert.equal(plan.exit, 0, plan.err);
      const { gates } = JSON.parse(plan.out) as { readonly gates: { readonly permission: { readonly open: boolean } } };
      assert.equal(gates.permission.open, false);
      assert.ok(lives(outside));
    } finally {
      copy.remove();
    }
  });
});

/** A task that lives for a moment; its number. */
async function startAndEnd(): Promise<number> {
  const child = spawn("sleep", ["0.3"], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}
