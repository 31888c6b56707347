/** The completion of `pspace` in real shells, on a terminal, as the tabulator key has it; and the manual page as man(1) takes it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { namespaceOf } from "../support/processes.ts";
import { has } from "../support/run.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, randomName, type Specimen } from "../support/specimen.ts";
import { openTerminal } from "../support/terminal.ts";
import { unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { temporaryState } from "./engineProcess.ts";
import { pspace } from "./pspaceProgram.ts";

const missing = (program: string): string | undefined => (has(program) ? undefined : `not installed: ${program}`);

/** How each shell is started with nobody's settings, and how it takes a completion script, as the script itself says. */
const shells = {
  bash: { start: "bash --norc --noprofile -i", take: (file: string) => `source ${file}` },
  zsh: { start: "zsh -f -i", take: (file: string) => `autoload -U compinit; compinit -u -D; source ${file}` },
  fish: { start: "fish --no-config -i", take: (file: string) => `source ${file}` },
} as const;

describe("completion at the tabulator key", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();
  const folder = mkdtempSync(path.join(os.tmpdir(), "pst-shells-"));
  const name = randomName();
  const heard = path.join(folder, "heard");
  const env = {
    ...state.env,
    ...{ PATH: `${folder}:${process.env["PATH"] ?? ""}`, HOME: folder, TERM: "xterm", PS1: "ready> " },
  };

  before(async function () {
    skipIf(this, whyNoNamespaces() ?? missing("script"));
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    const named = await pspace(["name", namespaceOf(specimen.numbers[0]), name], { env });
    assert.equal(named.exit, 0, named.err);
    // What asks for words gets the real program's, asked once; what a person would run is written down.
    const spaces = await pspace(["spaces"], { env });
    writeFileSync(path.join(folder, "spaces"), spaces.out);
    const program = `#!/bin/sh\ncase $1 in spaces) exec cat ${folder}/spaces ;; esac\necho "$*" >> ${heard}\necho heard\n`;
    writeFileSync(path.join(folder, "pspace"), program);
    chmodSync(path.join(folder, "pspace"), 0o755);
  });
  after(async () => {
    await endSpecimens(specimens);
    state.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [shell, { start, take }] of Object.entries(shells))
    it(`of ${shell} writes commands, spaces, tuples, options and signals`, async function () {
      skipIf(this, missing(shell));
      const script = await pspace(["completion", shell], { env });
      const file = path.join(folder, `completion.${shell}`);
      writeFileSync(file, script.out);
      rmSync(heard, { force: true });
      const terminal = openTerminal(start, env);
      const part = name.slice(0, -3);
      try {
        await until(`${shell} has a prompt`, () => terminal.screen().length > 0);
        await terminal.type(`${take(file)}; echo tak''en\r`, "taken");
        await terminal.type("pspace reso\t", "resolve");
        await terminal.type(`${part}\t`, `${name}:`);
        await terminal.type("1 --seen\t", "--seen-from");
        await terminal.type(" ho\t", "host");
        await terminal.type("\r", "heard");
        await terminal.type(`pspace signal ${part}\t`, `${name}:`);
        await terminal.type("1 SIGTE\t", "SIGTERM");
        await terminal.type("\r", "heard");
        await terminal.type(`pspace tasks ${part}\t`, name);
        await terminal.type("\r", "heard");
      } finally {
        await terminal.end();
      }
      const lines = readFileSync(heard, "utf8").trimEnd().split("\n");
      assert.deepEqual(
        lines.map((line) => line.trimEnd()),
        [`resolve ${name}:1 --seen-from host`, `signal ${name}:1 SIGTERM`, `tasks ${name}`],
      );
    });
});

describe("the manual page of pspace", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(os.tmpdir(), "pst-manual-"));
  const page = path.join(folder, "pspace.1");
  before(async () => {
    writeFileSync(page, (await pspace(["manual"])).out);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is shown by man(1) without a warning, with every command", function () {
    skipIf(this, missing("man"));
    assert.ok(existsSync(page));
    const env = { ...process.env, MANWIDTH: "80", MAN_KEEP_FORMATTING: "", LC_ALL: "C.UTF-8" };
    const shown = spawnSync("man", ["--warnings", "--encoding=UTF-8", "--local-file", page], { encoding: "utf8", env });
    assert.deepEqual([shown.status, shown.stderr], [0, ""]);
    for (const command of ["spaces", "resolve", "snapshot", "completion"])
      assert.match(shown.stdout, new RegExp(`^ +pspace ${command}\\b`, "m"));
  });

  it("is as mandoc(1) wants it", function () {
    skipIf(this, missing("mandoc"));
    const checked = spawnSync("mandoc", ["-T", "lint", "-W", "warning", page], { encoding: "utf8" });
    assert.deepEqual([checked.status, checked.stdout], [0, ""]);
  });
});
