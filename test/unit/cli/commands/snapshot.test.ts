import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { hostSpace, runWords, webSpace, worker } from "../stage.ts";

const seeing = (tasks: readonly (typeof worker)[]) => ({
  asks: {
    spaces: () => Promise.resolve({ generation: 1, self: "host", spaces: [hostSpace, webSpace] }),
    tasks: () => Promise.resolve({ is: "found" as const, tasks }),
    threads: () => Promise.resolve({ is: "found" as const, tasks }),
    history: () => Promise.resolve({ lines: [] }),
  },
});

describe("pspace snapshot and compare", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pspace-snapshot-"));
  const [older, newer] = [path.join(folder, "before"), path.join(folder, "after")];

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("writes a private file without arguments", async () => {
    const ran = await runWords(["snapshot", older], seeing([worker]));
    assert.deepEqual([ran.exit, ran.printed], [0, ""]);
    assert.equal(statSync(older).mode & 0o777, 0o600);
    assert.ok(!readFileSync(older, "utf8").includes("worker.js"));
  });

  it("says what is different between two", async () => {
    await runWords(["snapshot", older, "--arguments"], seeing([worker]));
    await runWords(["snapshot", newer], seeing([{ ...worker, id: "other", name: "sh" }]));
    const ran = await runWords(["compare", older, newer]);
    assert.deepEqual([ran.exit, ran.printed, ran.engine], [0, "- web:17  node\n+ web:17  sh\n", "never"]);
    const json = await runWords(["compare", older, newer, "--json"]);
    assert.deepEqual(Object.keys(JSON.parse(json.printed) as object), ["spaces", "tasks"]);
  });

  it("says what cannot be read", async () => {
    const ran = await runWords(["compare", older, path.join(folder, "none")]);
    assert.equal(ran.exit, 2);
    assert.match(ran.sentence ?? "", /none cannot be read: ENOENT/);
  });
});
