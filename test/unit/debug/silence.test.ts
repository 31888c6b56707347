/** Whoever says nothing, an attach ends in one sentence: each wait, with the clock turned on. */
import assert from "node:assert/strict";
import { mock } from "node:test";
import { startAdapter } from "../../../src/debug/adapterStream.ts";
import { openAttachment } from "../../../src/debug/openAttachment.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import { FakeEngine, goodAnswers, wayWith, type Answers } from "./fakeEngine.ts";

const nothing = new Promise(() => undefined);
const silent = (): unknown => nothing;

/** Why it failed, once enough time has gone by; undefined where it did not. */
async function whyOf(work: Promise<unknown>): Promise<string | undefined> {
  const ended: { why?: string | undefined }[] = [];
  work.then(
    () => ended.push({}),
    (thrown: unknown) =>
      ended.push({
        why:
          thrown instanceof ProblemError && thrown.problem.is === "attachFailed" ? thrown.problem.why : String(thrown),
      }),
  );
  while (ended.length === 0) {
    mock.timers.tick(1_000);
    await new Promise((next) => setImmediate(next));
  }
  return ended[0]?.why;
}

describe("an attach to somebody who says nothing", function () {
  this.timeout(60_000); // real programs, on a loaded machine
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  async function attach(answers: Answers): Promise<string | undefined> {
    const asked = { tuple: "web:17", sources: [], cancel: new AbortController().signal };
    const engine = new FakeEngine({ ...goodAnswers(wayWith()), ...answers });
    return whyOf(openAttachment({ engine, log: () => undefined }, asked));
  }

  it("an engine, at each of its answers", async () => {
    assert.equal(await attach({ hold: silent }), "the engine did not find it in time");
    assert.equal(await attach({ plan: silent }), "the engine did not open it in time");
    assert.equal(await attach({ open: silent }), "the engine did not open it in time");
    assert.equal(await attach({ spaces: silent }), "the engine did not answer in time");
  });

  it("a debug server that never listens", async () => {
    const open = ({ folder }: { folder: string }): unknown =>
      wayWith({ server: { command: ["cat"], socket: `${folder}/s` } });
    assert.equal(await attach({ open }), "its debug server did not start in time");
  });

  it("an inspector that takes the connection and does not answer", async () => {
    const way = wayWith({
      type: "pwa-node",
      configuration: { port: "${port}" },
      tunnel: { port: 9229, relay: ["sh", "-c", "cat >/dev/null"] },
      proof: { by: "inspector", own: { space: "pid:[7]", nr: 17 } },
    });
    const uid = process.getuid?.() ?? 0;
    assert.equal(await attach({ open: way, connectionOwner: { uid } }), "its inspector did not answer");
  });

  it("an engine that does not say whose the connection is", async () => {
    const way = wayWith({
      type: "pwa-node",
      configuration: { port: "${port}" },
      tunnel: { port: 9229, relay: ["cat"] },
      proof: { by: "inspector", own: { space: "pid:[7]", nr: 17 } },
    });
    assert.equal(await attach({ open: way, connectionOwner: silent }), "its inspector did not answer");
  });

  it("an adapter that never dials", async () => {
    const way = wayWith({ adapter: { command: ["sh", "-c", "cat; true"], talks: "dials" } });
    assert.equal(await whyOf(startAdapter(way, "web:17")), "its debug adapter did not start in time");
  });
});
