/** `pspace snapshot` of a real machine, asked again offline: the same answers, also after what it shows is gone. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { outlineOf } from "../../src/cli/documents/outline.ts";
import { programFor } from "../../src/cli/program.ts";
import { namespaceOf } from "../support/processes.ts";
import { endSpecimens, randomName, type Specimen } from "../support/specimen.ts";
import { skipIf } from "../support/skipping.ts";
import { threadedCommand, unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { until } from "../support/waits.ts";
import { startEngine, temporaryState } from "./engineProcess.ts";
import { pspace } from "./pspaceProgram.ts";

describe("a snapshot of the machine", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();
  const folder = mkdtempSync(path.join(os.tmpdir(), "pst-snapshot-"));
  const run = (...words: string[]) => pspace(words, { env: state.env });

  before(function () {
    skipIf(this, whyNoNamespaces());
  });
  after(async () => {
    await endSpecimens(specimens);
    state.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("answers as the machine did, and shows what is gone since", async () => {
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    const [nr] = specimen.numbers;
    const link = namespaceOf(nr);
    const [before, after] = ["before", "after"].map((name) =>
      path.join(path.dirname(state.env["XDG_STATE_HOME"] ?? ""), name),
    ) as [string, string];
    assert.deepEqual(await run("snapshot", before), { exit: 0, out: "", err: "" });
    await endSpecimens(specimens);
    assert.deepEqual(await run("resolve", `${link}:1`, "--from", before), { exit: 0, out: `${nr}\n`, err: "" });
    assert.equal((await run("resolve", `host:${nr}`, "--seen-from", link, "--from", before)).out, "1\n");
    assert.match((await run("tasks", link, "--from", before)).out, new RegExp(`^ *1 +${nr} `, "m"));
    assert.equal((await run("signal", `${link}:1`, "KILL", "--from", before)).exit, 2);
    assert.equal((await run("snapshot", after)).exit, 0);
    const compared = await run("compare", before, after);
    assert.ok(
      compared.out.split("\n").some((line) => line === `- ${link}:1  sleep`),
      compared.out,
    );
  });

  it("has threads and the journal, and none of a task's secrets unless arguments were asked for", async () => {
    const [inArguments, inEnvironment] = [randomName(), randomName()];
    process.env["PST_SECRET"] = inEnvironment; // what is started now inherits it
    const specimen = await unshareSpecimen({ command: [...threadedCommand, inArguments] });
    specimens.push(specimen);
    delete process.env["PST_SECRET"];
    const link = namespaceOf(specimen.numbers[0]);
    const [bare, whole] = [path.join(folder, "bare"), path.join(folder, "whole")];
    const { gone, at } = await rememberedSpecimen();
    assert.deepEqual([(await run("snapshot", bare)).exit, (await run("snapshot", whole, "--arguments")).exit], [0, 0]);
    const [bareText, wholeText] = [readFileSync(bare, "utf8"), readFileSync(whole, "utf8")];
    assert.ok(wholeText.includes(inArguments), "the test would find it");
    for (const text of [bareText, wholeText]) assert.ok(!text.includes(inEnvironment), "environments are never kept");
    assert.ok(!bareText.includes(inArguments), "arguments are not kept");
    const { threads } = JSON.parse(bareText) as { threads: { member: string; tuples: { nr: number }[] }[] };
    const one = threads.find(({ member }) => member === link)?.tuples.at(-1)?.nr ?? 0;
    assert.ok(one > 1, "a thread has its number in its space");
    assert.equal((await run("resolve", `${link}:${one}`, "--from", bare)).exit, 0);
    assert.match((await run("resolve", gone, "--at", at, "--from", bare)).out, /^\S+ was sleep, from .* until /);
    await answersOrSaysWhy(bare, `${link}:1`, link);
  });

  /** Every command that takes `--from`: what it ends with. The rest of them have nothing to ask a machine for. */
  async function answersOrSaysWhy(file: string, tuple: string, space: string): Promise<void> {
    const endings: Readonly<Record<string, { readonly words: readonly string[]; readonly says?: RegExp }>> = {
      spaces: { words: [] },
      tasks: { words: [space] },
      resolve: { words: [tuple] },
      plan: { words: [tuple], says: /^A snapshot keeps no rights, files and ports/ },
      doctor: { words: [tuple], says: /^A snapshot keeps no rights, files and ports/ },
      watch: { words: [], says: /^Nothing changes in a snapshot any more/ },
      signal: { words: [tuple, "TERM"], says: /^A snapshot is only read: signal/ },
      enter: { words: [space, "--", "true"], says: /^A snapshot is only read: signal, enter/ },
      name: { words: [space, "pst-none"], says: /^A snapshot is only read: signal, enter and name/ },
      snapshot: { words: [path.join(folder, "again")] },
    };
    const commands = outlineOf(programFor(() => Promise.resolve(), "0")).commands;
    const taking = commands.filter(({ options }) => options.some(({ flag }) => flag === "--from"));
    assert.deepEqual(taking.map(({ name }) => name).toSorted(), Object.keys(endings).toSorted());
    for (const [name, { words, says }] of Object.entries(endings)) {
      const [first, ...rest] = words;
      const ran = await run(name, ...(first === undefined ? [] : [first]), "--from", file, ...rest);
      if (says) {
        assert.deepEqual([ran.exit, ran.out], [2, ""], name);
        assert.match(ran.err, says, name);
        assert.equal(ran.err.split("\n").length, 2, `${name}: one sentence`);
      } else assert.deepEqual([ran.exit, ran.err], [0, ""], name);
    }
    for (const name of ["plan", "doctor", "signal"]) {
      const none = await run(name, `${space}:4194304`, ...(name === "signal" ? ["TERM"] : []), "--from", file);
      assert.deepEqual([none.exit, none.err], [1, `No task is called ${space}:4194304.\n`], name);
    }
  }

  /** A task that lived and ended while an engine watched: its tuple, and a time at which it lived. */
  async function rememberedSpecimen(): Promise<{ readonly gone: string; readonly at: string }> {
    const engine = startEngine(state.env);
    try {
      await engine.asks.watch({ on: true });
      const passing = await unshareSpecimen();
      const gone = `${namespaceOf(passing.numbers[0])}:1`;
      const at = new Date(Date.now() + 100).toISOString();
      await until("that time has come", () => new Date().toISOString() > at);
      await passing.end();
      await until("its end is remembered", async () => (await run("resolve", gone, "--at", at)).out.includes("sleep"));
      return { gone, at };
    } finally {
      await engine.end();
    }
  }
});
