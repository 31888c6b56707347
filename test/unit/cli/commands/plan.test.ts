import assert from "node:assert/strict";
import type { Plan } from "../../../../src/model/plan.ts";
import { runWords, worker } from "../stage.ts";

const gate = { open: true, why: "It is.", settings: {} };
const plan: Plan = {
  task: "web:17",
  debugger: "js-debug",
  gates: {
    number: { ...gate, why: "17 in web is 7022 here." },
    permission: { open: false, why: "The kernel refuses.", cure: "Run it with sudo.", settings: {} },
    files: gate,
    port: gate,
  },
  configuration: { type: "node" },
};
const events: string[] = [];
const answers = {
  asks: {
    hold: ({ process }: { readonly process?: boolean }) => {
      events.push(`hold ${String(process)}`);
      return Promise.resolve({ is: "found" as const, hold: 5, tuple: "web:17", task: worker });
    },
    plan: () => Promise.resolve({ is: "planned" as const, plan }),
    release: ({ hold }: { readonly hold: number }) => {
      events.push(`release ${hold.toString()}`);
      return Promise.resolve(null);
    },
  },
};

describe("pspace plan and doctor", () => {
  it("plans for the process of the tuple, held meanwhile", async () => {
    events.length = 0;
    const ran = await runWords(["plan", "web:17"], answers);
    assert.deepEqual(JSON.parse(ran.printed), plan);
    assert.deepEqual(events, ["hold true", "release 5"]);
  });

  it("prints one line of JSON with --json", async () => {
    const ran = await runWords(["plan", "web:17", "--json"], answers);
    assert.equal(ran.printed, `${JSON.stringify(plan)}\n`);
  });

  it("says four lines to people, with the cure of a gate that is shut", async () => {
    const ran = await runWords(["doctor", "web:17"], answers);
    assert.equal(
      ran.printed,
      [
        "number      open  17 in web is 7022 here.",
        "permission  shut  The kernel refuses. Run it with sudo.",
        "files       open  It is.",
        "port        open  It is.",
        "",
      ].join("\n"),
    );
  });

  it("knows its debuggers", async () => {
    const ran = await runWords(["plan", "web:17", "--debugger", "windbg"]);
    assert.deepEqual([ran.exit, ran.engine], [2, "never"]);
    assert.match(ran.sentence ?? "", /^windbg is not a debugger .* js-debug, .* or cppdbg\.$/);
  });

  it("says that the task ended meanwhile", async () => {
    const gone = { asks: { ...answers.asks, plan: () => Promise.resolve({ is: "gone" as const }) } };
    const ran = await runWords(["plan", "web:17"], gone);
    assert.deepEqual([ran.exit, ran.sentence], [1, "web:17 has ended."]);
  });
});
