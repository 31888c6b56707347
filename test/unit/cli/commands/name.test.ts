import assert from "node:assert/strict";
import { runWords, webSpace } from "../stage.ts";

const asked: object[] = [];
const answers = {
  asks: {
    name: (params: object) => {
      asked.push(params);
      return Promise.resolve({ is: "named" as const, space: webSpace });
    },
  },
};

describe("pspace name", () => {
  it("gives a name and prints nothing", async () => {
    asked.length = 0;
    const ran = await runWords(["name", "pid:[4026532500]", "web"], answers);
    assert.deepEqual([ran.exit, ran.printed, asked], [0, "", [{ space: "pid:[4026532500]", name: "web" }]]);
  });

  it("takes it back with --forget", async () => {
    asked.length = 0;
    const ran = await runWords(["name", "web", "--forget"], answers);
    assert.deepEqual([ran.exit, asked], [0, [{ space: "web" }]]);
  });

  it("wants one of both", async () => {
    assert.equal((await runWords(["name", "web"])).exit, 2);
    assert.equal((await runWords(["name", "web", "other", "--forget"])).exit, 2);
  });

  it("says why a name is refused", async () => {
    const refused = { is: "refused" as const, why: "host is taken" };
    const ran = await runWords(["name", "web", "host"], { asks: { name: () => Promise.resolve(refused) } });
    assert.deepEqual([ran.exit, ran.sentence], [2, "host is taken."]);
  });
});
