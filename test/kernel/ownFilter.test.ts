/** A debugger's own container whose seccomp filter refuses ptrace(2): the verdict is what the call itself then says. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundleInto } from "../support/bundled.ts";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage, nodeContents } from "../support/images.mjs";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";

describe("a place whose seccomp filter refuses ptrace", function () {
  this.timeout(300_000);
  const specimens: Specimen[] = [];
  let folder = "";
  before(function () {
    skipIf(this, whyNoDocker());
    folder = mkdtempSync(path.join(tmpdir(), "pspace-filter-"));
    chmodSync(folder, 0o755);
    bundleInto(folder, "test/support/verdict.ts");
    const profile = (action: string): string =>
      JSON.stringify({ defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["ptrace"], action, errnoRet: 1 }] });
    writeFileSync(path.join(folder, "denies.json"), profile("SCMP_ACT_ERRNO"));
    writeFileSync(path.join(folder, "allows.json"), profile("SCMP_ACT_LOG"));
  });
  afterEach(() => endSpecimens(specimens));
  after(() => {
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  });

  /** What the gates say there of the container's own first process. */
  async function verdictIn(profile: string): Promise<string> {
    const image = ensureImage("node", nodeContents);
    const options = ["--security-opt", `seccomp=${path.join(folder, profile)}`, "--volume", `${folder}:/see:ro`];
    const specimen = await dockerSpecimen({ image, options });
    specimens.push(specimen);
    const said = await docker("exec", "--env", "HOME=/tmp", specimen.name, "/usr/bin/node", "/see/verdict.cjs", "1");
    return (JSON.parse(said) as Record<string, string>)["1"] ?? "";
  }

  it("is named as what is in the way", async () => {
    assert.equal(await verdictIn("denies.json"), "filtered");
  });
  it("and is no obstacle where it lets ptrace through", async () => {
    assert.equal(await verdictIn("allows.json"), "allowed");
  });
});
