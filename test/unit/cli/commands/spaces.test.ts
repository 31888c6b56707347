import assert from "node:assert/strict";
import { agentSpace, hostSpace, runWords, webSpace } from "../stage.ts";

const untold = { ...agentSpace, id: "docker://88", reference: "spy", numbering: "docker://88" };
const map = { generation: 1, self: "host", spaces: [hostSpace, webSpace, agentSpace, untold] };
const answers = { asks: { spaces: () => Promise.resolve(map) } };

describe("pspace spaces", () => {
  it("prints a line for each space, with whose numbers it uses", async () => {
    const ran = await runWords(["spaces"], answers);
    assert.deepEqual(
      ran.printed.split("\n").map((line) => line.replace(/ +/g, " ")),
      [
        "SPACE TASKS NUMBERS SEES IN NAMESPACE KNOWN BY",
        "host 200 own all pid:[4026531836] kernel",
        "web 3 own members host pid:[4026532500] runtime",
        "agent 3 host's all host pid:[4026532500] runtime",
        "spy 3 unknown all host pid:[4026532500] runtime",
        "",
      ],
    );
    assert.equal(ran.exit, 0);
  });

  it("prints one array with --json", async () => {
    const ran = await runWords(["spaces", "--json"], answers);
    assert.deepEqual(JSON.parse(ran.printed), map.spaces);
  });
});
