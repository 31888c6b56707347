/** Failures in words. */
import assert from "node:assert/strict";
import { engineDied, sentenceFor } from "../../../src/editor/prose.ts";
import { plain } from "../../../src/editor/words.ts";
import type { Problem } from "../../../src/model/problem.ts";

const gate = { open: false, why: "the kernel refuses it.", cure: "Run as root.", settings: {} };

const problems: readonly (readonly [problem: Problem, text: string])[] = [
  [{ is: "engineStopped" }, "The PID Spaces engine is not running."],
  [{ is: "taskGone", reference: "web:17" }, "web:17 has exited."],
  [
    { is: "gateShut", reference: "web:17", name: "permission", gate },
    "web:17 cannot be attached to: the kernel refuses it. Run as root.",
  ],
  [
    { is: "wrongTask", reference: "web:17", found: "db:17" },
    "Not web:17 was attached but db:17; the session was ended.",
  ],
  [
    { is: "debuggerMissing", debugger: "gdb", install: "apt-get install gdb" },
    "gdb is not installed: apt-get install gdb.",
  ],
  [
    { is: "notElevated", reference: "web:17", why: "the password was not given" },
    "web:17 was not attached to with the rights of root: the password was not given.",
  ],
  [{ is: "attachFailed", reference: "web:17", why: "it would not" }, "web:17 could not be attached: it would not."],
  [{ is: "unresolved", resolution: { is: "noSuchSpace", space: "wbe" } }, "There is no space called wbe."],
  [
    { is: "unresolved", resolution: { is: "ambiguousSpace", space: "web", candidates: ["docker://a", "podman://b"] } },
    "web names more than one space: docker://a, podman://b.",
  ],
  [
    {
      is: "unresolved",
      resolution: {
        is: "noSuchTask",
        reference: "web:17",
        last: { tuple: "web:17", name: "node", start: "a", end: "12:00", how: { signal: 9 } },
      },
    },
    "There is no task web:17; node held the number and ended at 12:00 (exit 137, SIGKILL).",
  ],
  [
    { is: "unresolved", resolution: { is: "badWords", text: "17", why: "17 alone names no task" } },
    "17 alone names no task.",
  ],
];

describe("prose", () => {
  for (const [problem, text] of problems) {
    it(`${JSON.stringify(problem).slice(0, 60)} is one sentence`, () => {
      assert.equal(sentenceFor(problem, plain).text, text);
    });
  }

  it("there are at most three ways out", () => {
    for (const [problem] of problems) assert.ok(sentenceFor(problem, plain).offer.length <= 3);
  });

  it("an engine that died is told of, and what is done about it", () => {
    assert.equal(engineDied(true, plain).text, "The PID Spaces engine stopped and is being started again.");
    assert.deepEqual(
      engineDied(false, plain).offer.map(({ title }) => title),
      ["Restart the Engine", "Show Log"],
    );
  });
});
