import assert from "node:assert/strict";
import { host } from "../../../src/model/pid.ts";
import type { Unresolved } from "../../../src/model/resolution.ts";
import { badLine, engineFailed, outcomeOf, sayEnding } from "../../../src/cli/prose.ts";

const endings: readonly (readonly [Unresolved, number, string])[] = [
  [{ is: "noSuchSpace", space: "wob" }, 1, "There is no space called wob; `pspace spaces` lists them."],
  [
    { is: "ambiguousSpace", space: "web", candidates: ["docker://a", "docker://b", "podman://c"] },
    4,
    "More than one space is called web: say docker://a, docker://b or podman://c.",
  ],
  [
    { is: "ambiguousTask", reference: "web:17", candidates: ["host:1", "host:2"] },
    4,
    "Without the right to ask the kernel, web:17 can be host:1 or host:2.",
  ],
  [{ is: "noSuchTask", reference: "web:17" }, 1, "No task is called web:17."],
  [
    {
      is: "noSuchTask",
      reference: "web:17",
      last: { tuple: "web:17", name: "node", start: "A", end: "B", how: { code: 1 } },
    },
    1,
    "No task is called web:17; the last one was node, from A until B (exited with code 1).",
  ],
  [
    { is: "notVisible", reference: "host:1", seenFrom: host, why: "it is hidden" },
    1,
    "host:1 cannot be seen from host: it is hidden.",
  ],
  [{ is: "badWords", text: "17", why: "17 alone names no task" }, 2, "17 alone names no task."],
];

describe("the words for failures", () => {
  for (const [unresolved, exit, sentence] of endings) {
    it(`${unresolved.is}: ${sentence}`, () => {
      assert.deepEqual(outcomeOf(unresolved), { exit, sentence });
    });
  }

  it("say how a task ended", () => {
    assert.deepEqual(
      [
        sayEnding(undefined),
        sayEnding({}),
        sayEnding({ code: 0 }),
        sayEnding({ signal: 11 }),
        sayEnding({ signal: 40 }),
      ],
      ["ended", "ended", "exited with code 0", "killed by SIGSEGV (exit 139)", "killed by signal 40 (exit 168)"],
    );
  });

  it("keep an engine's failure to one line", () => {
    assert.equal(engineFailed("it broke\n    at main.ts").sentence, "The engine failed: it broke.");
  });

  it("make one sentence of what commander says in two lines", () => {
    const said = badLine("commander.unknownOption", "error: unknown option '--jsn'\n(Did you mean --json?)", []);
    assert.deepEqual(said, { exit: 2, sentence: "Unknown option '--jsn' (Did you mean --json?)." });
  });
});
