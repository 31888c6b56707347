import assert from "node:assert/strict";
import type { WireSignalled } from "../../../../src/protocol/wire.ts";
import { runWords, worker } from "../stage.ts";

const sent: object[] = [];
const answering = (is: WireSignalled["is"]) => ({
  asks: {
    hold: () => Promise.resolve({ is: "found" as const, hold: 5, tuple: "web:17", task: worker }),
    signal: (asked: object) => {
      sent.push(asked);
      return Promise.resolve({ is });
    },
    release: () => Promise.resolve(null),
  },
});

describe("pspace signal", () => {
  for (const words of ["SIGTERM", "term", "15"]) {
    it(`takes ${words} for SIGTERM`, async () => {
      sent.length = 0;
      const ran = await runWords(["signal", "web:17", words], answering("sent"));
      assert.deepEqual([ran.exit, ran.printed, sent], [0, "", [{ hold: 5, signal: 15 }]]);
    });
  }

  it("ends with 3 where the kernel forbids it", async () => {
    const ran = await runWords(["signal", "web:17", "KILL"], answering("denied"));
    assert.deepEqual([ran.exit, ran.sentence], [3, "The kernel does not let this user send SIGKILL to web:17."]);
  });

  it("ends with 1 where the task has ended", async () => {
    assert.equal((await runWords(["signal", "web:17", "KILL"], answering("gone"))).exit, 1);
  });

  for (const words of ["0", "65", "SIGNOTHING", ""]) {
    it(`refuses "${words}"`, async () => {
      const ran = await runWords(["signal", "web:17", words]);
      assert.deepEqual([ran.exit, ran.engine], [2, "never"]);
    });
  }
});
