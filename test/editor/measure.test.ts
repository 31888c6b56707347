/** How long the tree takes over ten thousand tasks: said, not asserted, for a loaded machine is no clock. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { applyChange, pictureOf } from "../../src/client/picture.ts";
import type { Repainted } from "../../src/client/spaces.ts";
import type { WireChange, WireSpace, WireTask } from "../../src/protocol/wire.ts";
import { plainSight } from "../../src/views/sight.ts";
import { SpaceTree, type Row } from "../../src/views/tree.ts";

const ordinary = { virtualPids: true, allSeeing: false };

function space(at: number): WireSpace {
  const id = at === 0 ? "host" : `pid:[${at.toString()}]`;
  const name = at === 0 ? "host" : `c${at.toString()}`;
  const known = { id, identity: id, name, reference: name, numbering: id, tasks: 20, provenance: "kernel" } as const;
  return { ...known, flags: ordinary, ...(at === 0 ? {} : { parent: "host" }) };
}

function task(nr: number, name = `t${nr.toString()}`): WireTask {
  const home = `pid:[${(1 + Math.floor(nr / 20)).toString()}]`;
  const own = { space: home, nr: (nr % 20) + 1 };
  const host = { space: "host", nr: nr + 100 };
  const tuples = [host, own].map((pid) => ({ ...pid, name: pid.space, provenance: "kernel" as const }));
  const about = { name, state: "S", uid: 0, command: [name], start: "2026-01-01T00:00:00.000Z" };
  return { id: nr.toString(), ...about, pid: own, host, tuples, member: home };
}

function timed(what: string, work: () => void): void {
  const start = performance.now();
  work();
  console.log(`10,000 tasks, ${what}: ${(performance.now() - start).toFixed(0)} ms`);
}

describe("ten thousand tasks", () => {
  it("are drawn, changed and listed", async () => {
    const spaces = Array.from({ length: 501 }, (_, at) => space(at));
    const tasks = Array.from({ length: 10_000 }, (_, nr) => task(nr));
    const repainted = new vscode.EventEmitter<Repainted>();
    let picture = pictureOf({ generation: 1, self: "host", spaces }, tasks);
    const tree = new SpaceTree(
      {
        get picture() {
          return picture;
        },
        onRepainted: repainted.event,
      },
      plainSight,
    );
    const walk = (row?: Row): number =>
      tree.getChildren(row).reduce((sum, child) => sum + (tree.getTreeItem(child), 1) + walk(child), 0);
    timed("every row drawn", () => {
      assert.equal(walk(), 10_501);
    });
    const change: WireChange = { generation: 2, spaces: [], goneSpaces: [], tasks: [], goneTasks: [] };
    timed("a hundred changes", () => {
      for (let nr = 0; nr < 100; nr++) {
        const before = picture;
        const one = { ...change, tasks: [task(nr, "renamed")] };
        picture = applyChange(picture, one);
        repainted.fire({ before, now: picture, change: one, anew: false });
      }
    });
    const drawn = await new Promise<readonly string[] | "everything">((resolve) => tree.onDrawn(resolve));
    assert.equal(drawn.length, 100, "only the rows that changed");
    timed("one flat list", () => {
      tree.look({ ...plainSight, flat: "name" });
      assert.equal(walk(), 10_000);
    });
    timed("a filter", () => {
      tree.look({ ...plainSight, filter: "c17:3" });
      assert.equal(walk(), 3);
    });
    tree.dispose();
  });
});
