/** Why one cannot attach, as lines of a list that cuts long ones off. */
import assert from "node:assert/strict";
import { doctorLines } from "../../../src/commands/doctorLines.ts";
import { plain } from "../../../src/editor/words.ts";
import type { Gate, Plan } from "../../../src/model/plan.ts";

const open = (why: string): Gate => ({ open: true, why, settings: {} });

function planOf(permission: Gate, files: Gate): Plan {
  const gates = { number: open("It is 417."), permission, files, port: open("None is needed.") };
  return { task: "web:17", debugger: "gdb", gates, configuration: {} };
}

describe("why one cannot attach", () => {
  it("is a line for each gate, in words as well as by a picture", () => {
    const lines = doctorLines(planOf(open("Yes."), open("All here.")), plain);
    assert.deepEqual(
      lines.map(({ icon, label, detail }) => [`${icon ?? ""} ${label}`, detail]),
      [
        ["pass Number: open", "It is 417."],
        ["pass Permission: open", "Yes."],
        ["pass Files: open", "All here."],
        ["pass Port: open", "None is needed."],
      ],
    );
  });

  it("goes on in further lines where a reason is long, and loses no word", () => {
    const why = `It was compiled in /srv/${"a".repeat(70)}, of which nothing is here and which the debugger cannot know.`;
    const lines = doctorLines(planOf(open("Yes."), open(why)), plain);
    const [detail, ...rest] = lines.slice(2, -1).map((line, at) => (at === 0 ? (line.detail ?? "") : line.label));
    assert.equal([detail, ...rest].join(" "), why);
    assert.ok(rest.length > 0 && rest.every((line) => line.length <= 84));
  });

  it("shows what opens a shut gate, and copies it from each of the gate's lines", () => {
    const shut: Gate = { open: false, why: "The kernel refuses.", cure: "sudo sysctl kernel.yama=0", settings: {} };
    const lines = doctorLines(planOf(shut, open("All here.")), plain);
    const copying = lines.filter(({ copies }) => copies === "sudo sysctl kernel.yama=0");
    assert.deepEqual(
      copying.map(({ icon, label }) => `${icon ?? ""} ${label}`),
      ["circle-slash Permission: shut", "copy sudo sysctl kernel.yama=0"],
    );
  });
});
