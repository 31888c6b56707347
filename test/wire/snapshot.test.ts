/** `pspace snapshot` of a real machine, asked again offline: the same answers, also after what it shows is gone. */
import assert from "node:assert/strict";
import path from "node:path";
import { namespaceOf } from "../support/processes.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { skipIf } from "../support/skipping.ts";
import { unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { temporaryState } from "./engineProcess.ts";
import { pspace } from "./pspaceProgram.ts";

describe("a snapshot of the machine", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();
  const run = (...words: string[]) => pspace(words, { env: state.env });

  before(function () {
    skipIf(this, whyNoNamespaces());
  });
  after(async () => {
    await endSpecimens(specimens);
    state.remove();
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
});
