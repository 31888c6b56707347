/**
 * Elevation that can be answered: an ordinary user attaches to what is root's by real sudo, with and without a password.
 * Only the debug server, the relay and an engine run as root; what is refused or declined has its sentence.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { debuggers } from "../../src/engine/gates/debuggers/table.ts";
import { bundleInto } from "../support/bundled.ts";
import type { ElevatedAttempt } from "../support/elevateAs.ts";
import { makeNative, type NativeProgram } from "../support/native.ts";
import { endChild } from "../support/processes.ts";
import { run, whyNot } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { letSudo, randomPassword, setPassword, whyNoSudo } from "../support/sudoers.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { ordinaryUser, type User } from "../support/users.ts";
import { until } from "../support/waits.ts";

describe("attaching by the rights of root that are asked for", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  const password = randomPassword();
  const takeBack: (() => void)[] = [];
  let folder = "";
  let program = "";
  let engine = "";
  let native: NativeProgram;
  let user: User;

  before(async function () {
    skipIf(this, whyNoSudo() ?? whyNot("gcc", "unshare") ?? debuggers["lldb-dap"].missing?.());
    folder = mkdtempSync(path.join(tmpdir(), "pspace-elevation-"));
    chmodSync(folder, 0o755);
    program = bundleInto(folder, "test/support/elevateAs.ts");
    engine = path.join(folder, "engine.js");
    copyFileSync(path.resolve("out/engine.js"), engine);
    native = makeNative();
    user = await ordinaryUser();
  });
  afterEach(async () => {
    for (const each of takeBack.splice(0)) each();
    await endSpecimens(specimens);
  });
  after(async () => {
    await (user as User | undefined)?.remove();
    (native as NativeProgram | undefined)?.remove();
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  });

  const target = async (): Promise<number> => {
    const specimen = await unshareSpecimen({ command: [native.program] });
    specimens.push(specimen);
    return specimen.numbers[0];
  };

  /** As the user would from the editor; the passwords are what is typed. */
  async function attempt(nr: number, passwords: readonly string[] = [], debuggerName = "-"): Promise<ElevatedAttempt> {
    const words = [program, engine, `host:${nr}`, debuggerName, native.sources, native.file, `${native.line}`];
    const environment = { HOME: user.home, XDG_STATE_HOME: undefined, XDG_RUNTIME_DIR: undefined, TMPDIR: user.home };
    const said = await run("setpriv", [...user.as, process.execPath, ...words, ...passwords], environment);
    const left = readdirSync(user.home).filter((name) => name.startsWith("pspace-"));
    assert.deepEqual(left, [], "nothing is left in the user's folder");
    return JSON.parse(said) as ElevatedAttempt;
  }

  const place = (): string => `${native.file}:${native.line}`;
  const tracer = (nr: number): string =>
    /^TracerPid:\t(\d+)$/m.exec(readFileSync(`/proc/${nr}/status`, "utf8"))?.[1] ?? "";

  async function isHit(nr: number, done: ElevatedAttempt, asked: number): Promise<void> {
    assert.deepEqual(done, { is: "hit", asked, where: place() });
    await until("nobody traces it", () => tracer(nr) === "0");
  }

  it("without a question, where sudo asks none", async () => {
    takeBack.push(letSudo(user));
    const nr = await target();
    await isHit(nr, await attempt(nr), 0);
  });

  it("with the password, which is asked for again when it was wrong", async () => {
    takeBack.push(letSudo(user, password));
    const nr = await target();
    await isHit(nr, await attempt(nr, ["wrong", password]), 2);
  });

  it("a password that is wrong three times is an answer", async () => {
    takeBack.push(letSudo(user, password));
    const nr = await target();
    const done = await attempt(nr, ["wrong", "wrong too", "and again", password]);
    const why = "sudo refused: 3 incorrect password attempts";
    assert.deepEqual(done, { is: "problem", asked: 3, problem: { is: "notElevated", reference: `host:${nr}`, why } });
    assert.equal(tracer(nr), "0");
  });

  it("a question that is dismissed is an answer", async () => {
    takeBack.push(letSudo(user, password));
    const nr = await target();
    const done = await attempt(nr);
    const why = "the password was not given";
    assert.deepEqual(done, { is: "problem", asked: 1, problem: { is: "notElevated", reference: `host:${nr}`, why } });
  });

  it("a user who may not use sudo is told so", async () => {
    setPassword(user, password);
    const nr = await target();
    const { is, problem } = await attempt(nr, [password]);
    assert.equal(is, "problem");
    assert.match(JSON.stringify(problem), /notElevated.*sudo is not for this user/);
  });

  it("a Node process of root's is reached through a relay that is root's", async () => {
    takeBack.push(letSudo(user));
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1 << 30)"], { stdio: "ignore" });
    specimens.push({ name: "node", numbers: [child.pid ?? 0], end: () => endChild(child) });
    await until("Node catches SIGUSR1", () =>
      /^SigCgt:\s*[0-9a-f]*[2367abef][0-9a-f]{2}$/m.test(readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8")),
    );
    assert.deepEqual(await attempt(child.pid ?? 0), { is: "reached", asked: 0 });
  });

  it("a debugger whose adapter traces by itself is not run as root", async function () {
    skipIf(this, debuggers.cppdbg.missing?.());
    takeBack.push(letSudo(user));
    const nr = await target();
    const { problem } = await attempt(nr, [], "cppdbg");
    assert.match(JSON.stringify(problem), /gateShut.*no adapter is run as root.*Choose lldb-dap/);
  });
});
