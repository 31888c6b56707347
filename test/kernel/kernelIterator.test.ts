/** The survey by the kernel's own task iterator must say what looks by system calls say. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { CgroupTexts } from "../../src/engine/kernel/cgroupTexts.ts";
import { IteratorLook } from "../../src/engine/kernel/iteratorLook.ts";
import type { Glance } from "../../src/engine/kernel/kernel.ts";
import { NativeLook } from "../../src/engine/kernel/nativeLook.ts";
import { openPlace } from "../../src/engine/kernel/place.ts";
import { namespaceOf } from "../support/processes.ts";
import { skipIf } from "../support/skipping.ts";
import { endSpecimens, type Specimen } from "../support/specimen.ts";
import { unshareSpecimen } from "../support/unshared.ts";
import { asUser } from "./kernelPaths.ts";

/** What stays as it is while a task lives and runs nothing else; kernel threads call themselves longer in /proc. */
function steady({ state, name, ...rest }: Glance): unknown {
  assert.match(state, /^[A-Za-z]$/);
  return { ...rest, name: name.slice(0, 4) };
}

describe("the task iterator", () => {
  const specimens: Specimen[] = [];
  const place = openPlace();
  const open = (): { readonly iterator: IteratorLook; readonly native: NativeLook } | undefined => {
    const native = place.native && new NativeLook(place, place.native, new CgroupTexts());
    return native && { native, iterator: new IteratorLook(place, native, namespaceOf(process.pid)) };
  };

  before(async function () {
    const without = "no task iterator here (CAP_BPF, the initial PID namespace, BTF and Linux 6.9+)";
    skipIf(this, open()?.iterator.survey(true) === undefined ? without : undefined);
    specimens.push(await unshareSpecimen({ depth: 4 }), await unshareSpecimen({ user: 1234 }));
  });
  after(() => endSpecimens(specimens));

  /** Identities that were left out, or described otherwise, though they were the same before and afterwards. */
  function wrong(): ReadonlySet<string> {
    const looks = open();
    assert.ok(looks);
    const before = looks.native.survey();
    const found = new Map(looks.iterator.survey(true)?.map((glance) => [glance.id, glance]));
    const after = new Map(looks.native.survey().map((glance) => [glance.id, glance]));
    const same = (a: Glance, b: Glance | undefined): boolean =>
      b !== undefined && isDeepStrictEqual(steady(a), steady(b));
    const lasting = before.filter((glance) => same(glance, after.get(glance.id)));
    return new Set(lasting.filter((glance) => !same(glance, found.get(glance.id))).map(({ id }) => id));
  }

  it("finds every task that lives throughout, and says the same of it", () => {
    // one that is about to end may be told either way; it is not there the next time
    let suspects = wrong();
    for (let round = 0; round < 5 && suspects.size > 0; round++) {
      const again = wrong();
      suspects = new Set([...suspects].filter((id) => again.has(id)));
    }
    assert.deepEqual([...suspects], []);
  });

  it("knows the namespaces of nested tasks", () => {
    const survey = open()?.iterator.survey(true) ?? [];
    for (const nr of specimens.flatMap(({ numbers }) => numbers)) {
      assert.ok(survey.some(({ pid, namespace }) => pid.nr === nr && namespace === namespaceOf(nr)));
    }
  });

  it("stays out of the way of few tasks and of users without the right", () => {
    const survey = asUser(65534, () => open()?.iterator.survey(true));
    assert.equal(survey, undefined);
  });
});
