import assert from "node:assert/strict";
import { plain } from "../../../src/editor/words.ts";
import { entriesIn } from "../../../src/launch/fields.ts";
import { findingOf, questionOf, type Question } from "../../../src/launch/findings.ts";

/** What has to be asked about a field of a configuration. */
function asked(configuration: object, name: string): Question | undefined {
  const [entry] = entriesIn(JSON.stringify({ configurations: [configuration] }), "/w/.vscode/launch.json");
  const field = entry?.fields.find((one) => one.name === name);
  return entry && field && questionOf(entry, field, plain);
}

const settled = (question: Question | undefined): string | undefined =>
  question?.is === "settled" ? question.finding?.text : question?.is;

describe("what is wrong with a launch configuration", () => {
  it("is asked for a tuple, by our type and by others", () => {
    assert.deepEqual(asked({ type: "pspace", task: " web:17" }, "task"), { is: "tuple", tuple: "web:17" });
    assert.deepEqual(asked({ type: "node", processId: "web:0x11" }, "processId"), { is: "tuple", tuple: "web:0x11" });
  });

  it("cannot be known of variables, other hosts, and what is still to come", () => {
    const nothing = [
      asked({ type: "pspace", task: "${command:pspace.pickTask}" }, "task"),
      asked({ type: "pspace", task: "web${env:N}:1" }, "task"),
      asked({ type: "pspace", task: "web@far:1" }, "task"),
      asked({ type: "pspace", task: "" }, "task"),
      asked({ type: "pspace", space: "web", match: "x", waitFor: true }, "match"),
      asked({ type: "pspace", space: "${input:s}", match: "x" }, "match"),
    ];
    for (const question of nothing) assert.deepEqual(question, { is: "settled" });
  });

  it("is a number alone for our type, and another debugger's own affair", () => {
    assert.match(settled(asked({ type: "pspace", task: 17 }, "task")) ?? "", /^17 alone names no task/);
    assert.match(settled(asked({ type: "pspace", task: "17" }, "task")) ?? "", /^17 alone names no task/);
    assert.equal(settled(asked({ type: "lldb", pid: 17 }, "pid")), undefined);
    assert.equal(settled(asked({ type: "node", processId: "someName" }, "processId")), undefined);
  });

  it("are words that are none", () => {
    assert.match(settled(asked({ type: "pspace", task: "web:x" }, "task")) ?? "", /is not a number/);
    assert.match(settled(asked({ type: "node", processId: "web:0" }, "processId")) ?? "", /between 1 and/);
    assert.match(settled(asked({ type: "pspace", space: "a b" }, "space")) ?? "", /does not name a space/);
  });

  it("is asked for a space with a name in it", () => {
    assert.deepEqual(asked({ type: "pspace", space: "web", match: "server.js" }, "match"), {
      is: "match",
      space: "web",
      match: "server.js",
    });
  });

  it("offers each of the candidates, with the number that was written", () => {
    const several = findingOf(
      { is: "ambiguousSpace", space: "web", candidates: ["docker://web", "podman://web"] },
      "web:17",
      plain,
    );
    assert.deepEqual([several?.severity, several?.instead], ["warning", ["docker://web:17", "podman://web:17"]]);
    assert.equal(
      findingOf({ is: "notVisible", reference: "web:1", seenFrom: "host" as never, why: "hidden" }, "web:1", plain),
      undefined,
    );
  });
});
