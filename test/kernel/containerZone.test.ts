/** Times without a zone in a container's own log are read by the container's clocks; its own date(1) says what those show. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openEngine } from "../../src/engine/open.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { docker, dockerSpecimen, whyNoDocker } from "../support/docker.ts";
import { ensureImage } from "../support/images.mjs";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";

const zones = "/usr/share/zoneinfo";

describe("a container's own time zone", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(tmpdir(), "pspace-zone-"));
  const specimens: Specimen[] = [];
  let engine: Engine | undefined;

  before(function () {
    skipIf(this, whyNoDocker() ?? (existsSync(zones) ? undefined : "there are no zones here (package tzdata)"));
    copyFileSync(`${zones}/Asia/Kolkata`, path.join(folder, "localtime"));
    engine = openEngine({ state: folder });
  });
  after(async () => {
    engine?.stop();
    await endSpecimens(specimens);
    rmSync(folder, { recursive: true, force: true });
  });

  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ["TZ names a zone of its files", ["--env=TZ=Europe/Berlin", `--volume=${zones}:${zones}:ro`], "+0200"],
    ["TZ is a rule", ["--env=TZ=EST5EDT,M3.2.0,M11.1.0"], "-0400"],
    ["TZ names a zone that it has no file of", ["--env=TZ=Europe/Berlin"], "+0000"],
    ["it has an /etc/localtime", [`--volume=${path.join(folder, "localtime")}:/etc/localtime:ro`], "+0530"],
    ["it has neither", [], "+0000"],
  ];
  for (const [what, options, expected] of cases)
    it(`${what}: its times are ${expected} of summer`, async () => {
      const specimen = await dockerSpecimen({ image: ensureImage("busybox"), options });
      specimens.push(specimen);
      const own = await docker("exec", specimen.name, "busybox", "date", "-d", "2026-07-26 02:53:24", "+%s %z");
      const [seconds, shown] = own.split(" ");
      assert.equal(shown, expected, "the container itself says so");
      const reading = await engine?.text({
        uri: "untitled:log",
        told: `docker://${specimen.name}`,
        edges: [],
        lines: [{ line: 0, text: "2026/07/26 02:53:24 [notice] 1#1: start worker processes" }],
        who: false,
      });
      assert.equal(reading?.speaker.is, "known");
      assert.equal(reading.numbers[0]?.mention.moment?.from, Number(seconds) * 1000);
    });
});
