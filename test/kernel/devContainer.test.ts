/**
 * An engine that runs where VS Code itself often does: in a container, with Docker's socket. By its side is another, which
 * it finds by the right number where it sees it, and else refuses honestly.
 */
import assert from "node:assert/strict";
import path from "node:path";
import type { Plan } from "../../src/model/plan.ts";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage, nodeContents } from "../support/images.mjs";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";

describe("an engine in a container of its own", function () {
  this.timeout(180_000); // a loaded machine
  const specimens: Specimen[] = [];
  let sibling: Specimen;
  let image = "";

  before(async function () {
    skipIf(this, whyNoDocker());
    image = ensureImage("node", nodeContents);
    sibling = await dockerSpecimen({ image });
    specimens.push(sibling);
  });
  after(() => endSpecimens(specimens));

  /** `pspace` in a container with these options; what it printed, or what it complained of. */
  async function pspace(options: readonly string[], ...words: readonly string[]): Promise<string> {
    const socket = (process.env["DOCKER_HOST"] ?? "").replace(/^unix:\/\//, "");
    const mounts = [
      ...[`${socket}:/var/run/docker.sock`, `${path.resolve("out")}:/out:ro`],
      `${path.resolve("node_modules/koffi")}:/node_modules/koffi:ro`,
    ].flatMap((mount) => ["--volume", mount]);
    const command = ["run", "--rm", "--network=none", ...mounts, ...options, image, "node", "/out/cli.js", ...words];
    return docker(...command).catch((failure: unknown) => (failure as { stderr: string }).stderr.trim());
  }

  it("with no sight of it: it runs, but is not visible from here, and how it would be", async () => {
    const said = await pspace([], "resolve", `docker://${sibling.name}:1`);
    assert.match(said, new RegExp(`^docker://${sibling.name} cannot be seen from host: it runs, but .*--pid=host`));
    assert.match(await pspace([], "resolve", "docker://nobody:1"), /^There is no space called docker:\/\/nobody/);
  });

  it("with --pid=host: the number is the host's, as the kernel has it", async () => {
    const said = await pspace(["--pid=host"], "resolve", `docker://${sibling.name}:1`);
    assert.equal(Number(said), sibling.numbers[0]);
  });

  it("in the sibling's own PID namespace: the number is the sibling's", async () => {
    const said = await pspace([`--pid=container:${sibling.name}`], "plan", "host:1", "--json");
    const { gates } = JSON.parse(said) as Plan;
    assert.deepEqual([gates.number.open, gates.number.settings["nr"]], [true, 1]);
  });

  it("with the host's /proc and no more: it sees the number, and that no debugger from here could use it", async () => {
    const options = ["--volume", "/proc:/host/proc:ro"];
    const said = await pspace(options, "plan", `docker://${sibling.name}:1`, "--json", "--proc", "/host/proc");
    const { number } = (JSON.parse(said) as Plan).gates;
    assert.equal(number.open, false);
    assert.match(`${number.why} ${number.cure ?? ""}`, /numbers that we read are those of .*--pid=host/);
  });
});
