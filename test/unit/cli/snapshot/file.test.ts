import assert from "node:assert/strict";
import { parseSnapshot, writeSnapshot } from "../../../../src/cli/snapshot/file.ts";
import { snapshot } from "./snapshots.ts";

describe("a snapshot's file", () => {
  it("is read as it was written", () => {
    assert.deepEqual(parseSnapshot(writeSnapshot(snapshot, true)), snapshot);
  });

  it("has no arguments unless they were asked for", () => {
    assert.ok(!writeSnapshot(snapshot, false).includes("secret"));
    const titled = { ...snapshot, tasks: snapshot.tasks.map((task) => ({ ...task, command: ["db: secret"] })) };
    assert.ok(!writeSnapshot(titled, false).includes("secret"));
  });

  it("says what is wrong with another", () => {
    assert.deepEqual(
      ["{", "[]", "null", '{"format":"pspace-snapshot","version":2}', '{"format":"pspace-snapshot","version":1}'].map(
        parseSnapshot,
      ),
      [
        { bad: "it is not JSON" },
        { bad: "it is not a snapshot" },
        { bad: "it is not a snapshot" },
        { bad: "it is a snapshot of version 2" },
        { bad: "parts of it are missing" },
      ],
    );
  });
});
