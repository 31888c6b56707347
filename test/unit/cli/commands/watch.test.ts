import assert from "node:assert/strict";
import type { WireChange } from "../../../../src/protocol/wire.ts";
import { hostSpace, runWords, webSpace, worker } from "../stage.ts";

const nothing: WireChange = { generation: 0, spaces: [], goneSpaces: [], tasks: [], goneTasks: [] };
const other = { ...worker, id: "boot/100/7023", name: "sh" };
const changes: readonly WireChange[] = [
  { ...nothing, generation: 5, tasks: [{ ...worker, id: "old" }] },
  { ...nothing, generation: 6, spaces: [webSpace], tasks: [other] },
  { ...nothing, generation: 7, spaces: [{ ...webSpace, tasks: 4 }], tasks: [{ ...other, name: "node" }] },
  {
    ...nothing,
    generation: 8,
    goneSpaces: [webSpace.id],
    goneTasks: [{ id: other.id, name: "node", tuples: other.tuples, how: { code: 3 } }],
  },
];
const answers = {
  changes,
  asks: {
    watch: () => Promise.resolve(null),
    spaces: () => Promise.resolve({ generation: 5, self: "host", spaces: [hostSpace] }),
    tasks: () => Promise.resolve({ is: "found" as const, tasks: [worker] }),
  },
};

describe("pspace watch", () => {
  it("prints one line per change, and none for what was there before", async () => {
    const ran = await runWords(["watch"], answers);
    assert.deepEqual(ran.printed.split("\n"), [
      "space    web",
      "started  web:17 (host:7022)  sh",
      "changed  web:17 (host:7022)  node",
      "ended    web:17 (host:7022)  node  exited with code 3",
      "gone     web",
      "",
    ]);
  });

  it("prints NDJSON with --json", async () => {
    const ran = await runWords(["watch", "--json"], answers);
    const lines = ran.printed.trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { readonly change: string }).change),
      ["space", "started", "changed", "ended", "spaceGone"],
    );
  });

  it("ends with 5 when the engine is lost", async () => {
    const ran = await runWords(["watch"], answers);
    assert.deepEqual([ran.exit, ran.sentence], [5, "The engine failed: the test is over."]);
  });
});
