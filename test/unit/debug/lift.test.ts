/** Going on as root: only where it helps, only for the same task, and every no is an answer. */
import assert from "node:assert/strict";
import { openAttachment } from "../../../src/debug/openAttachment.ts";
import type { Lifted } from "../../../src/debug/lift.ts";
import { ProblemError, type Problem } from "../../../src/model/problem.ts";
import { FakeEngine, goodAnswers, planWith, taskOf, wayWith, type Answers } from "./fakeEngine.ts";

const cancel = new AbortController().signal;
const asked = { tuple: "web:17", sources: [], cancel };
const log = (): void => undefined;
const shut = { open: false, why: "it is root's.", settings: {} };
const forRoot = { ...shut, elevate: true };

function lifting(lifted: Lifted | Answers): { lift: () => Promise<Lifted>; high: FakeEngine; told: string[] } {
  const told: string[] = [];
  const high = new FakeEngine("is" in lifted ? {} : lifted);
  const close = (): Promise<void> => Promise.resolve(void told.push("closed"));
  const lift = (): Promise<Lifted> => {
    told.push("asked");
    return Promise.resolve("is" in lifted ? (lifted as Lifted) : { is: "lifted", engine: high, close });
  };
  return { lift, high, told };
}

async function problemOf(gates: object, lift?: () => Promise<Lifted>): Promise<Problem> {
  const engine = new FakeEngine({ ...goodAnswers(wayWith()), plan: planWith(gates) });
  try {
    await openAttachment({ engine, log, ...(lift ? { lift } : {}) }, asked);
  } catch (thrown) {
    if (thrown instanceof ProblemError) return thrown.problem;
    throw thrown;
  }
  assert.fail("it was opened");
}

describe("an attach that takes the rights of root", () => {
  it("is opened by an engine of its own, which is gone with it", async () => {
    const { lift, high, told } = lifting(goodAnswers(wayWith({ configuration: { pid: 7 } })));
    const engine = new FakeEngine({ ...goodAnswers(wayWith()), plan: planWith({ permission: forRoot }) });
    const attachment = await openAttachment({ engine, lift, log }, asked);
    assert.equal(attachment.engine, high);
    assert.deepEqual(high.asked, ["hold", "plan", "open"]);
    await attachment.undo.run();
    assert.deepEqual(told, ["asked", "closed"]);
    assert.deepEqual(engine.asked, ["hold", "plan", "spaces", "release"]);
  });

  it("is not asked for where another gate stays shut, or nobody can be asked", async () => {
    const { lift, told } = lifting(goodAnswers(wayWith()));
    assert.equal((await problemOf({ permission: forRoot, port: shut }, lift)).is, "gateShut");
    assert.equal((await problemOf({ permission: forRoot })).is, "gateShut");
    assert.deepEqual(told, []);
  });

  it("says so where it is switched off, declined, or finds the gate shut all the same", async () => {
    assert.equal((await problemOf({ port: forRoot }, lifting({ is: "off" }).lift)).is, "gateShut");
    const declined = await problemOf({ port: forRoot }, lifting({ is: "not", why: "the password was not given" }).lift);
    assert.deepEqual(declined, { is: "notElevated", reference: "web:17", why: "the password was not given" });
    const { lift, told } = lifting({ ...goodAnswers(wayWith()), plan: planWith({ permission: shut }) });
    assert.equal((await problemOf({ permission: forRoot }, lift)).is, "gateShut");
    assert.deepEqual(told, ["asked", "closed"]);
  });

  it("is not opened for a task that took the number meanwhile", async () => {
    const hold = { is: "found", hold: 5, tuple: "host:7022", task: taskOf(7022, { id: "another" }) };
    const { lift } = lifting({ ...goodAnswers(wayWith()), hold });
    assert.deepEqual(await problemOf({ permission: forRoot }, lift), { is: "taskGone", reference: "web:17" });
  });
});
