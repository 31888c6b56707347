import assert from "node:assert/strict";
import { runWords, webSpace, worker } from "../stage.ts";

const asked: string[] = [];
const answers = {
  asks: {
    tasks: ({ space }: { readonly space: string }) => {
      asked.push(space);
      return Promise.resolve({ is: "found" as const, tasks: [worker] });
    },
  },
};

describe("pspace tasks", () => {
  it("prints both numbers of each task", async () => {
    const ran = await runWords(["tasks", "web"], answers);
    assert.deepEqual(
      ran.printed.split("\n").map((line) => line.trim().replace(/ +/g, " ")),
      ["PID HOST STATE UID SPACE NAME COMMAND", "17 7022 S 1000 web node node worker.js", ""],
    );
  });

  it("asks about host when no space is named", async () => {
    asked.length = 0;
    await runWords(["tasks"], answers);
    assert.deepEqual(asked, ["host"]);
  });

  it("prints the contract's objects with --json", async () => {
    const ran = await runWords(["tasks", "web", "--json"], answers);
    const [first] = JSON.parse(ran.printed) as Record<string, unknown>[];
    assert.deepEqual([first?.["pid"], first?.["host"], first?.["space"]], [17, 7022, webSpace.id]);
  });

  it("says why there are none", async () => {
    const candidates = ["docker://web", "podman://web"];
    const tasks = () => Promise.resolve({ is: "ambiguousSpace" as const, space: "web", candidates });
    const ran = await runWords(["tasks", "web"], { asks: { tasks } });
    assert.deepEqual(
      [ran.exit, ran.sentence, ran.printed],
      [4, "More than one space is called web: say docker://web or podman://web.", ""],
    );
  });
});
