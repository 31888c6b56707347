import assert from "node:assert/strict";
import { parseSnapshot, writeSnapshot } from "../../../src/snapshot/file.ts";
import { snapshot } from "../cli/snapshot/snapshots.ts";

describe("a snapshot's file", () => {
  it("is read as it was written", () => {
    assert.deepEqual(parseSnapshot(writeSnapshot(snapshot, true)), snapshot);
  });

  it("has no arguments unless they were asked for", () => {
    assert.ok(!writeSnapshot(snapshot, false).includes("secret"));
    const titled = { ...snapshot, tasks: snapshot.tasks.map((task) => ({ ...task, command: ["db: secret"] })) };
    assert.ok(!writeSnapshot(titled, false).includes("secret"));
  });

  it("of the first version had neither threads nor a journal", () => {
    const { taken, map, tasks } = snapshot;
    const old = parseSnapshot(JSON.stringify({ format: "pspace-snapshot", version: 1, taken, map, tasks }));
    assert.deepEqual(old, { taken, map, tasks, threads: [], journal: [] });
  });

  it("says what is wrong with another", () => {
    assert.deepEqual(
      ["{", "[]", "null", '{"format":"pspace-snapshot","version":3}', '{"format":"pspace-snapshot","version":1}'].map(
        parseSnapshot,
      ),
      [
        { bad: "it is not JSON" },
        { bad: "it is not a snapshot" },
        { bad: "it is not a snapshot" },
        { bad: "it is a snapshot of version 3" },
        { bad: "parts of it are missing" },
      ],
    );
  });
});
