/**
 * The truth about permission: for each kind of task and each user, the gate's verdict is what the kernel's own
 * PTRACE_SEIZE by that user then says. Verdicts are given by the engine's code running as that user.
 */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundleInto } from "../support/bundled.ts";
import { childrenOf, commandOf, endAll, endChild, untilDescendant } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { skipIf } from "../support/skipping.ts";
import { whyNot } from "../support/run.ts";

const same = 64001;
const other = 64002;
const owner = 64003;
const viewers = { root: 0, "the same user": same, "another user": other, "a namespace's owner": owner };

describe("the verdict on permission is the kernel's own", function () {
  this.timeout(300_000); // a loaded machine, compilers and debuggers
  const specimens: Specimen[] = [];
  let folder = "";

  before(function () {
    skipIf(this, whyNot("gcc", "setpriv", "unshare"));
    folder = mkdtempSync(path.join(tmpdir(), "pspace-permission-"));
    chmodSync(folder, 0o755);
    for (const name of ["odd", "seize"]) {
      execFileSync("gcc", ["-O1", "-o", path.join(folder, name), path.resolve(`test/support/programs/${name}.c`)]);
    }
    bundleInto(folder, "test/support/verdict.ts");
  });
  after(async () => {
    await endSpecimens(specimens);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts a command that stays, as root unless the command itself changes that; gives the process that `is` is true of. */
  async function start(command: readonly string[], is: (nr: number) => boolean = () => true): Promise<number> {
    const [program = "", ...words] = command;
    const child = spawn(program, words, { stdio: "ignore", cwd: "/" });
    specimens.push({ name: program, numbers: [child.pid ?? 0], end: () => endChild(child) });
    const nr = await untilDescendant(child.pid ?? 0, `${command.join(" ")} runs`, is);
    // A change of user takes the signal of its parent's death from it, so it is ended by itself.
    specimens.push({ name: program, numbers: [nr], end: () => endAll([nr]) });
    return nr;
  }

  const odd = (): string => path.join(folder, "odd");
  const as = (uid: number, ...more: readonly string[]): readonly string[] => [
    ...["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"],
    ...more,
  ];
  const runs =
    (...words: readonly string[]) =>
    (nr: number) =>
      commandOf(nr).join(" ") === [odd(), ...words].join(" ");
  const sleeping = (...before: readonly string[]): Promise<number> => start([...before, odd(), "sleep"], runs("sleep"));

  async function zombie(): Promise<number> {
    const parent = await start(as(same, "sh", "-c", `true & exec ${odd()} sleep`), runs("sleep"));
    return until("there is a zombie", () => childrenOf(parent).find((nr) => stateOf(nr) === "Z"));
  }

  async function traced(): Promise<number> {
    const nr = await sleeping(...as(same));
    await start([path.join(folder, "seize"), String(nr), "hold"]);
    await until("it is traced", () => /^TracerPid:\t[1-9]/m.test(readFileSync(`/proc/${nr}/status`, "utf8")));
    return nr;
  }

  async function stopped(): Promise<number> {
    const nr = await sleeping(...as(same));
    process.kill(nr, "SIGSTOP");
    await until("it is stopped", () => stateOf(nr) === "T");
    return nr;
  }

  function copyAs(name: string, mode: number): string {
    const file = path.join(folder, name);
    copyFileSync(odd(), file);
    chmodSync(file, mode);
    return file;
  }

  const named = (file: string) => (nr: number) => commandOf(nr)[0] === file;

  /** User 33 of a user namespace that `owner` made and root mapped. */
  async function mapped(): Promise<number> {
    const child = spawn(odd(), ["mapped"], { uid: owner, gid: owner, stdio: ["pipe", "pipe", "ignore"], cwd: "/" });
    specimens.push({ name: "mapped", numbers: [child.pid ?? 0], end: () => endChild(child) });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const nr = child.pid ?? 0;
    for (const kind of ["uid", "gid"]) writeFileSync(`/proc/${nr}/${kind}_map`, `0 ${owner} 1\n33 165568 1\n`);
    child.stdin.write("\n");
    await until("it is another user", () => commandOf(nr).join(" ") === "odd sleep");
    return nr;
  }

  const unshared = async (wish: Parameters<typeof unshareSpecimen>[0]): Promise<number> => {
    const specimen = await unshareSpecimen(wish);
    specimens.push(specimen);
    return specimen.numbers.at(-1) ?? 0;
  };

  /** Every kind, by its name. */
  const kinds: Readonly<Record<string, () => Promise<number>>> = {
    "a process of the same user": () => sleeping(...as(same)),
    "a process of another user": () => sleeping(...as(other)),
    "a process of root's": () => sleeping(),
    "root without capabilities": () => sleeping("setpriv", "--bounding-set=-all"),
    "the same user in another group": () =>
      sleeping("setpriv", `--reuid=${same}`, `--regid=${other}`, "--clear-groups"),
    "the same user with more groups": () => sleeping("setpriv", `--reuid=${same}`, `--regid=${same}`, "--groups=64010"),
    "the same user with a capability": () => sleeping(...as(same, "--inh-caps=+net_raw", "--ambient-caps=+net_raw")),
    "the same user, no new privileges": () => sleeping(...as(same, "--no-new-privs")),
    "the same user with root saved": () => start([odd(), "saved", String(same)], (nr) => uidOf(nr) === same),
    "not dumpable": () => start(as(same, odd(), "secret"), runs("secret")),
    "a program that may not be read": () => {
      const file = copyAs("unreadable", 0o711);
      return start(as(same, file), named(file));
    },
    "a program set to root's user": () => {
      const file = copyAs("setuid", 0o4755);
      return start(as(same, file), named(file));
    },
    "a zombie": zombie,
    "a traced process": traced,
    "a stopped process": stopped,
    "root's container": () => unshared({ also: ["net", "uts", "ipc"] }),
    "root's container three deep": () => unshared({ depth: 3 }),
    "the same user in root's container": () =>
      sleeping("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "--net", ...as(same)),
    "the owner's user namespace": () => unshared({ user: owner, command: ["sleep", "infinity"] }),
    "the owner's, nested": () => unshared({ user: owner, depth: 2 }),
    "another user of the owner's user namespace": mapped,
    "the same user's user namespace": () => unshared({ user: same }),
    "root's user namespace": () => sleeping("unshare", "--user", "--map-root-user"),
    "a user namespace in the owner's": () =>
      sleeping(...as(owner, "unshare", "--user", "--map-root-user", "unshare", "--user", "--map-root-user")),
  };

  const seizes = (uid: number, numbers: readonly number[]): Readonly<Record<number, boolean>> => {
    const said = execFileSync(path.join(folder, "seize"), numbers.map(String), {
      uid,
      gid: uid,
      encoding: "utf8",
      cwd: "/",
    });
    const lines = said.trim().split("\n");
    return Object.fromEntries(lines.map((line): [string, boolean] => [line.split(" ")[0] ?? "", line.endsWith(" 0")]));
  };

  const verdicts = (uid: number, numbers: readonly number[]): Readonly<Record<number, string>> => {
    const words = [path.join(folder, "verdict.cjs"), ...numbers.map(String)];
    return JSON.parse(execFileSync(process.execPath, words, { uid, gid: uid, encoding: "utf8", cwd: "/" })) as Record<
      number,
      string
    >;
  };

  it("for every kind of task, seen by root, the same user, another user and the owner of a user namespace", async () => {
    const numbers: Record<string, number> = {};
    for (const [kind, make] of Object.entries(kinds)) numbers[kind] = await make();
    if (existsSync("/proc/2/comm") && readFileSync("/proc/2/comm", "utf8") === "kthreadd\n")
      numbers["a thread of the kernel"] = 2;
    assert.ok(Object.keys(numbers).length >= 20);
    const rows: string[] = [];
    for (const [viewer, uid] of Object.entries(viewers)) {
      const said = verdicts(uid, Object.values(numbers));
      const done = seizes(uid, Object.values(numbers));
      for (const [kind, nr] of Object.entries(numbers)) {
        const fits = (said[nr] === "allowed") === done[nr];
        if (!fits)
          rows.push(`${kind}, by ${viewer}: the gate says ${said[nr]}, the kernel ${done[nr] ? "allows" : "refuses"}`);
      }
    }
    assert.deepEqual(rows, []);
  });
});

function statusField(nr: number, key: string): string {
  return new RegExp(`^${key}:\\s*(\\S+)`, "m").exec(readFileSync(`/proc/${nr}/status`, "utf8"))?.[1] ?? "";
}

const stateOf = (nr: number): string => statusField(nr, "State");
const uidOf = (nr: number): number => Number(statusField(nr, "Uid"));
