/** Every request of the protocol against the built engine: with right parameters an answer, with wrong ones a sentence, never a crash. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { skipIf } from "../support/skipping.ts";
import { unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { requests } from "../../src/protocol/messages.ts";
import { requestNames, startEngine, temporaryState, type EngineProcess } from "./engineProcess.ts";

const invalidParams = -32602;
const methodNotFound = -32601;

describe("every request over the wire", function () {
  this.timeout(180_000);
  const specimens: Specimen[] = [];
  const state = temporaryState();
  const folder = mkdtempSync(path.join(os.tmpdir(), "pspace-open-"));
  let engine: EngineProcess;
  let space = "";

  before(async function () {
    skipIf(this, whyNoNamespaces());
    const specimen = await unshareSpecimen();
    specimens.push(specimen);
    engine = startEngine(state.env);
    const found = await engine.asks.resolve({ tuple: `host:${specimen.numbers[0]}` });
    assert.ok(found.is === "found");
    space = found.task.member;
  });

  after(async () => {
    if (specimens.length > 0) await engine.end();
    await endSpecimens(specimens);
    state.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("spaces, tasks and threads list what there is", async () => {
    const { spaces } = await engine.asks.spaces();
    assert.deepEqual(
      spaces.filter(({ id }) => id === space || id === "host").map(({ id }) => id),
      ["host", space],
    );
    const tasks = await engine.asks.tasks({ space });
    assert.ok(tasks.is === "found" && tasks.tasks.some(({ pid }) => pid.space === space && pid.nr === 1));
    const threads = await engine.asks.threads({ tuple: `${space}:1` });
    assert.ok(threads.is === "found" && threads.tasks.length === 1);
  });

  it("resolve answers in the numbers of any space", async () => {
    const found = await engine.asks.resolve({ tuple: `host:${specimens[0]?.numbers[0] ?? 0}`, seenFrom: space });
    assert.ok(found.is === "found");
    assert.deepEqual(found.pid, { space, nr: 1 });
  });

  it("hold, plan, guard, signal 0, close and release follow one task", async () => {
    const held = await engine.asks.hold({ tuple: `${space}:1`, process: true });
    assert.ok(held.is === "found");
    const { hold } = held;
    const planned = await engine.asks.plan({ hold, sources: [] });
    assert.ok(planned.is === "planned");
    assert.deepEqual(Object.keys(planned.plan.gates).sort(), ["files", "number", "permission", "port"]);
    assert.equal((await engine.asks.guard({ hold })).is, "same");
    assert.equal(await engine.asks.close({ hold }), null);
    assert.equal(await engine.asks.release({ hold }), null);
    assert.equal((await engine.asks.guard({ hold })).is, "gone");
  });

  it("open answers for a debugger that is unknown", async () => {
    const held = await engine.asks.hold({ tuple: `${space}:1` });
    assert.ok(held.is === "found");
    const opened = await engine.asks.open({ hold: held.hold, debugger: "windbg", folder, sources: [] });
    assert.notEqual(opened.is, "opened");
    await engine.asks.release({ hold: held.hold });
  });

  it("enter gives a command prefix", async () => {
    const entered = await engine.asks.enter({ space });
    assert.ok(entered.is === "found" && entered.prefix.length > 0);
  });

  it("enter leads into the namespaces that were chosen and no other, else into all that are not ours", async () => {
    const specimen = await unshareSpecimen({ also: ["net", "uts", "ipc"] });
    specimens.push(specimen);
    const found = await engine.asks.resolve({ tuple: `host:${specimen.numbers[0]}` });
    assert.ok(found.is === "found");
    const kinds = ["mnt", "net", "pid", "ipc", "uts", "user", "cgroup"];
    const namespaces = (nr: number | "self"): readonly string[] =>
      kinds.map((kind) => readlinkSync(`/proc/${nr}/ns/${kind}`));
    const [ours, theirs] = [namespaces("self"), namespaces(specimen.numbers[0])];
    const needed = theirs[kinds.indexOf("user")] === ours[kinds.indexOf("user")] ? [] : ["user"]; // the right to the others
    for (const chosen of [undefined, ["uts"], ["net", "ipc"], ["pid", "mnt"]]) {
      const asked = chosen && [...needed, ...chosen];
      const entered = await engine.asks.enter({ space: found.task.member, ...(asked ? { namespaces: asked } : {}) });
      assert.ok(entered.is === "found");
      const [program = "", ...words] = [...entered.prefix, "readlink", ...kinds.map((kind) => `/proc/self/ns/${kind}`)];
      const there = execFileSync(program, words, { encoding: "utf8" }).trim().split("\n");
      const expected = kinds.map((kind, at) => ((asked?.includes(kind) ?? true) ? theirs[at] : ours[at]));
      assert.deepEqual(there, expected, chosen?.join(" ") ?? "all");
    }
  });

  it("name gives a name, by which the space is then known", async () => {
    const named = await engine.asks.name({ space, name: "pst-wire-named" });
    assert.ok(named.is === "named");
    assert.equal(named.space.reference, "pst-wire-named");
    const found = await engine.asks.resolve({ tuple: "pst-wire-named:1" });
    assert.ok(found.is === "found");
    await engine.asks.name({ space });
    assert.equal((await engine.asks.resolve({ tuple: "pst-wire-named:1" })).is, "noSuchSpace");
  });

  it("connectionOwner knows of no connection between unused ports", async () => {
    assert.deepEqual(await engine.asks.connectionOwner({ clientPort: 1, serverPort: 1 }), {});
  });

  for (const name of requestNames.filter((each) => requests[each].numberOfParams > 0)) {
    for (const params of [undefined, {}, [17], { space: 17, tuple: 17, hold: "x", on: "yes", clientPort: -1 }]) {
      it(`${name} answers ${params === undefined ? "nothing" : JSON.stringify(params)} with invalid parameters and a sentence`, async () => {
        await assert.rejects(engine.askRaw(requests[name].method, params), (error: Error & { code?: number }) => {
          assert.equal(error.code, invalidParams);
          assert.match(error.message, /^The request \w+ takes .*\.$/);
          return true;
        });
      });
    }
  }

  it("a request that is none is answered as such", async () => {
    await assert.rejects(engine.askRaw("pspace/nothing", {}), (error: Error & { code?: number }) => {
      assert.equal(error.code, methodNotFound);
      return true;
    });
  });

  it("words that name nothing are answers, not errors", async () => {
    const endings = [];
    for (const tuple of [
      "17",
      "",
      "pst-nowhere:1",
      `${space}:999999999`,
      "host:0",
      "host:1e9",
      "\u0000:1",
      "a".repeat(100_000),
    ]) {
      endings.push((await engine.asks.resolve({ tuple })).is);
    }
    assert.deepEqual(endings, [
      ...["badWords", "badWords", "noSuchSpace", "noSuchTask", "badWords", "badWords", "badWords", "badWords"],
    ]);
  });

  it("after all that the engine still answers", async () => {
    assert.ok((await engine.asks.spaces()).spaces.length > 0);
  });
});
