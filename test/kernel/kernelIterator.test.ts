/** The survey by the kernel's own task iterator must say what looks by system calls say. */
import assert from "node:assert/strict";
import { CgroupTexts } from "../../src/engine/kernel/cgroupTexts.ts";
import { IteratorLook } from "../../src/engine/kernel/iteratorLook.ts";
import type { Glance } from "../../src/engine/kernel/kernel.ts";
import { NativeLook } from "../../src/engine/kernel/nativeLook.ts";
import { openPlace } from "../../src/engine/kernel/place.ts";
import { namespaceOf } from "../support/processes.ts";
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
    if (open()?.iterator.survey(true) === undefined) {
      console.log("    skipped: no task iterator here (CAP_BPF, the initial PID namespace, BTF and Linux 6.9+)");
      this.skip();
    }
    specimens.push(await unshareSpecimen({ depth: 4 }), await unshareSpecimen({ user: 1234 }));
  });
  after(() => endSpecimens(specimens));

  it("finds every task that lives throughout, and says the same of it", () => {
    const looks = open();
    assert.ok(looks);
    const before = new Map(looks.native.survey().map((glance) => [glance.id, glance]));
    const found = new Map(looks.iterator.survey(true)?.map((glance) => [glance.id, glance]));
    const after = new Map(looks.native.survey().map((glance) => [glance.id, glance]));
    for (const [id, glance] of before) {
      const later = after.get(id);
      // a task that ran another program or changed its place meanwhile may be seen either way
      if (!later || JSON.stringify(steady(later)) !== JSON.stringify(steady(glance))) continue;
      const seen = found.get(id);
      assert.ok(seen, `${glance.name} (${glance.pid.nr}) was left out`);
      assert.deepEqual(steady(seen), steady(glance));
    }
    for (const nr of specimens.flatMap(({ numbers }) => numbers)) {
      assert.ok([...found.values()].some(({ pid, namespace }) => pid.nr === nr && namespace === namespaceOf(nr)));
    }
  });

  it("stays out of the way of few tasks and of users without the right", () => {
    const survey = asUser(65534, () => open()?.iterator.survey(true));
    assert.equal(survey, undefined);
  });
});
