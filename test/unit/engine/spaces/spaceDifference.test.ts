/** What is told of spaces: all that is not as it was told, and nothing twice. */
import assert from "node:assert/strict";
import { hostPid } from "../../../../src/engine/kernel/recordedTasks.ts";
import { openRecorded } from "../../../../src/engine/kernel/recorded.ts";
import { Atlas } from "../../../../src/engine/spaces/atlas.ts";
import { ToldSpaces } from "../../../../src/engine/spaces/spaceDifference.ts";
import { recordings } from "../../../recordings/recordings.ts";
import { recordedRuntimes } from "../recordedEngine.ts";

async function opened() {
  const kernel = openRecorded(recordings["two-containers"]);
  const atlas = new Atlas(kernel, recordedRuntimes, { reload: () => undefined, nameOf: () => undefined });
  await atlas.refresh();
  return { atlas, told: new ToldSpaces(atlas) };
}

describe("what is told of spaces", () => {
  it("is each once", async () => {
    const { atlas, told } = await opened();
    assert.equal(told.take().spaces.length, atlas.spaces().length);
    assert.deepEqual(told.take(), { spaces: [], goneSpaces: [] });
    await atlas.refresh();
    assert.deepEqual(told.take(), { spaces: [], goneSpaces: [] });
  });

  it("is the number of members where that alone is different", async () => {
    const { atlas, told } = await opened();
    told.take();
    const { made } = atlas;
    const [web] = atlas.spaces().filter(({ name }) => name === "web");
    atlas.world.drop(hostPid(3240));
    const { spaces, goneSpaces } = told.take();
    assert.equal(atlas.made, made, "the list was not made anew");
    assert.deepEqual([spaces, goneSpaces], [[{ ...web, tasks: (web?.tasks ?? 0) - 1 }], []]);
  });

  it("is what is gone", async () => {
    const { atlas, told } = await opened();
    told.take();
    const inDb = [...atlas.world.entries()].filter(({ member }) => atlas.nameOf(member) === "db");
    for (const { glance } of inDb) atlas.world.drop(glance.pid);
    assert.deepEqual(
      told.take().goneSpaces.map((id) => atlas.nameOf(id)),
      ["db"],
    );
  });
});
