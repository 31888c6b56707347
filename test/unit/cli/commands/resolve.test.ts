import assert from "node:assert/strict";
import type { WireResolution } from "../../../../src/protocol/wire.ts";
import { runWords, webSpace, worker } from "../stage.ts";

const asking = (answer: WireResolution, asked: object[] = []) => ({
  asks: {
    resolve: (params: object) => {
      asked.push(params);
      return Promise.resolve(answer);
    },
  },
});
const found: WireResolution = { is: "found", tuple: "web:17", pid: worker.host, task: worker };

describe("pspace resolve", () => {
  it("prints the number alone on a line", async () => {
    const ran = await runWords(["resolve", "web:17"], asking(found));
    assert.deepEqual([ran.exit, ran.printed, ran.engine], [0, "7022\n", "closed"]);
  });

  it("asks in the numbers of the space that is named", async () => {
    const asked: object[] = [];
    await runWords(["resolve", "web:17", "--seen-from", "jobs"], asking(found, asked));
    assert.deepEqual(asked, [{ tuple: "web:17", seenFrom: "jobs" }]);
  });

  it("prints the contract's object with --json", async () => {
    const ran = await runWords(["resolve", "--json", "web:17"], asking(found));
    assert.deepEqual(JSON.parse(ran.printed), {
      outcome: "found",
      tuple: "web:17",
      seenFrom: "host",
      pid: 7022,
      task: { id: worker.id, name: "node", start: worker.start },
      tuples: [
        { space: "host", pid: 7022, name: "host", provenance: "kernel" },
        { space: webSpace.id, pid: 17, name: "web", provenance: "kernel" },
      ],
    });
  });

  it("says the outcome in JSON and in one sentence when there is no such task", async () => {
    const ran = await runWords(["resolve", "--json", "web:18"], asking({ is: "noSuchTask", reference: "web:18" }));
    assert.deepEqual(JSON.parse(ran.printed), { outcome: "noSuchTask", reference: "web:18" });
    assert.deepEqual([ran.exit, ran.sentence], [1, "No task is called web:18."]);
  });

  it("prints who held the number then", async () => {
    const life = {
      tuple: "web:17",
      name: "node",
      start: "2026-01-01T10:00:00Z",
      end: "2026-01-01T11:00:00Z",
      how: { signal: 11 },
    };
    const asked: object[] = [];
    const answer = asking({ is: "remembered", life, tuples: [] }, asked);
    const ran = await runWords(["resolve", "web:17", "--at", "2026-01-01T10:30:00Z"], answer);
    assert.equal(
      ran.printed,
      "web:17 was node, from 2026-01-01T10:00:00Z until 2026-01-01T11:00:00Z (killed by SIGSEGV (exit 139))\n",
    );
    assert.deepEqual(asked, [{ tuple: "web:17", at: "2026-01-01T10:30:00Z" }]);
  });

  it("asks nobody about a time that is none", async () => {
    const ran = await runWords(["resolve", "web:17", "--at", "yesterday"]);
    assert.deepEqual([ran.exit, ran.engine], [2, "never"]);
  });
});
