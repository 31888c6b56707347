import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { openAttachment } from "../../../src/debug/openAttachment.ts";
import { Cancelled } from "../../../src/debug/limits.ts";
import { ProblemError, type Problem } from "../../../src/model/problem.ts";
import { FakeEngine, goodAnswers, planWith, taskOf, wayWith, type Answers } from "./fakeEngine.ts";

const cancel = new AbortController().signal;
const asked = { tuple: "web:17", sources: [], cancel };
const log = (): void => undefined;

async function failureOf(answers: Answers, more: object = {}): Promise<{ problem: Problem; asked: string[] }> {
  const engine = new FakeEngine(answers);
  try {
    await openAttachment({ engine, log, ...more }, asked);
  } catch (thrown) {
    if (thrown instanceof ProblemError) return { problem: thrown.problem, asked: engine.asked };
    throw thrown;
  }
  assert.fail("it was opened");
}

describe("opening an attach", () => {
  it("holds, plans, opens, and gives everything back in the end", async () => {
    let folder = "";
    const engine = new FakeEngine({
      ...goodAnswers(wayWith({ configuration: { pid: 7022 } })),
      open: (params: { folder: string }) => {
        folder = params.folder;
        return wayWith({ configuration: { pid: 7022 } });
      },
    });
    const attachment = await openAttachment({ engine, log }, asked);
    assert.deepEqual(attachment.configuration, { pid: 7022 });
    assert.ok(existsSync(folder));
    assert.deepEqual(engine.asked, ["hold", "plan", "open", "spaces"]);
    await attachment.undo.run();
    assert.deepEqual(engine.asked.slice(4), ["close", "release"]);
    assert.ok(!existsSync(folder));
  });

  it("a task that is not there is said as the engine said it, and nothing is left", async () => {
    const resolution = { is: "noSuchTask", reference: "web:17" };
    const { problem, asked } = await failureOf({ hold: resolution });
    assert.deepEqual(problem, { is: "unresolved", resolution });
    assert.deepEqual(asked, ["hold"]);
  });

  it("a task that is another by now than the one picked is refused", async () => {
    const picks = { confirm: () => false };
    const { problem, asked } = await failureOf(goodAnswers(wayWith()), { picks });
    assert.deepEqual(problem, { is: "taskGone", reference: "web:17" });
    assert.deepEqual(asked, ["hold", "release"]);
  });

  it("a shut gate refuses with its sentence and cure before anything is started", async () => {
    const gate = { open: false, why: "it is traced already", cure: "end the other debugger", settings: {} };
    const { problem, asked } = await failureOf({ ...goodAnswers(wayWith()), plan: planWith({ permission: gate }) });
    assert.deepEqual(problem, { is: "gateShut", reference: "web:17", name: "permission", gate });
    assert.deepEqual(asked, ["hold", "plan", "release"]);
  });

  it("every other ending of the engine's has its problem", async () => {
    const good = goodAnswers(wayWith());
    const is = async (answers: Answers): Promise<string> => (await failureOf({ ...good, ...answers })).problem.is;
    assert.equal(await is({ plan: { is: "gone" } }), "taskGone");
    assert.equal(await is({ open: { is: "gone" } }), "taskGone");
    assert.equal(await is({ open: { is: "missing", debugger: "lldb-dap", install: "x" } }), "debuggerMissing");
    assert.equal(await is({ open: { is: "refused", why: "x" } }), "attachFailed");
    assert.equal(await is({ open: undefined }), "engineStopped");
  });

  it("an engine that dies midway leaves nothing of ours behind", async () => {
    let folder = "";
    const { problem } = await failureOf({
      hold: { is: "found", hold: 3, tuple: "web:17", task: taskOf(7022) },
      plan: planWith(),
      open: (params: { folder: string }) => {
        folder = params.folder;
        throw new ProblemError({ is: "engineStopped" });
      },
    });
    assert.equal(problem.is, "engineStopped");
    assert.ok(folder !== "" && !existsSync(folder));
  });

  it("cancelling is an answer", async () => {
    const stop = new AbortController();
    const engine = new FakeEngine({
      ...goodAnswers(wayWith()),
      plan: () => {
        stop.abort();
        return planWith();
      },
    });
    await assert.rejects(openAttachment({ engine, log }, { ...asked, cancel: stop.signal }), Cancelled);
    assert.equal(engine.asked.at(-1), "release");
  });
});
