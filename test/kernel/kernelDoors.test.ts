/** Doors of real namespaces: what the kernel translates by ioctl is what NSpid says. */
import assert from "node:assert/strict";
import type { Door, Kernel } from "../../src/engine/kernel/kernel.ts";
import { namespaceOf, numbersOf, threadsOf } from "../support/processes.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { threadedCommand, unshareSpecimen, whyNoNamespaces } from "../support/unshared.ts";
import { asUser, at, paths, there } from "./kernelPaths.ts";

function through(kernel: Kernel, nr: number, ask: (door: Door) => void): void {
  const door = there(kernel.openDoor(at(nr)));
  try {
    ask(door);
  } finally {
    door.close();
  }
}

describe("a door into a namespace", () => {
  const specimens: Specimen[] = [];
  const [bySystemCalls, byFiles] = paths;
  let kernel: Kernel;
  let nested: readonly number[] = [];

  before(async function () {
    const opened = bySystemCalls?.open();
    const without = "this kernel cannot translate numbers by ioctl (Linux 6.11+), or koffi does not load";
    skipIf(this, whyNoNamespaces() ?? (opened?.translates ? undefined : without));
    assert.ok(opened);
    kernel = opened;
    specimens.push(await unshareSpecimen({ depth: 3, command: threadedCommand }));
    nested = specimens[0]?.numbers ?? [];
  });
  after(() => endSpecimens(specimens));

  it("translates what lives in and below it, threads too, both ways", () => {
    nested.forEach((init, depth) => {
      through(kernel, init, (door) => {
        assert.equal(door.namespace, namespaceOf(init));
        for (const nr of nested.slice(depth).flatMap(threadsOf)) {
          // the namespaces of the specimen lie one below ours
          const inside = numbersOf(nr)[numbersOf(process.pid).length + depth] ?? 0;
          assert.deepEqual(door.toHost(inside), at(nr));
          assert.equal(door.fromHost(at(nr)), inside);
        }
      });
    });
  });

  it("knows nobody who is outside, and no number that nobody has", () => {
    through(kernel, nested.at(-1) ?? 0, (door) => {
      assert.equal(door.fromHost(at(process.pid)), "absent");
      assert.equal(door.toHost(4_000_000), "absent");
      assert.equal(door.toHost(0), "absent");
    });
  });

  it("leads to the door that encloses it", () => {
    const parents = nested.map((nr) => {
      let parent = "";
      through(kernel, nr, (door) => (parent = door.parent));
      return parent;
    });
    assert.deepEqual(
      parents,
      [process.pid, ...nested.slice(0, -1)].map((nr) => namespaceOf(nr)),
    );
    through(kernel, process.pid, (door) => {
      assert.equal(door.parent, "none");
    });
  });

  it("of one namespace is one, of several are several", () => {
    const uniques = new Set<string | undefined>();
    for (const nr of [...nested, ...nested]) through(kernel, nr, (door) => uniques.add(door.unique));
    assert.ok(uniques.size === nested.length || (uniques.size === 1 && uniques.has(undefined)));
  });

  it("answers nothing once closed", () => {
    const door = there(kernel.openDoor(at(nested[0] ?? 0)));
    door.close();
    door.close();
    assert.equal(door.toHost(1), "absent");
    assert.equal(door.fromHost(at(nested[0] ?? 0)), "absent");
  });

  it("is shut to another user, gone with nobody's number, and unknown by files alone", () => {
    const first = nested[0] ?? 0;
    if (process.getuid?.() === 0) {
      assert.equal(
        asUser(65534, () => kernel.openDoor(at(first))),
        "denied",
      );
    } else assert.equal(kernel.openDoor(at(1)), "denied");
    assert.equal(kernel.openDoor(at(4_000_000)), "absent");
    assert.equal(byFiles?.open().openDoor(at(first)), "unknown");
  });
});
